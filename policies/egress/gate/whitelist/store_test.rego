package egress.gate.whitelist_test

import data.egress.gate.whitelist

_store(kind, status, endpoint) := {
	"flow": {"port": 9200},
	"target": {"kind": kind, "database": {"status": status, "endpoint": endpoint}},
}

_words := {
	"adb": "Running",
	"gpdb": "running",
	"clickhouse": "Running",
	"lindorm": "ACTIVATION",
	"kafka": "5",
	"elasticsearch": "active",
}

test_every_store_is_judged[kind] if {
	some kind, word in _words
	whitelist.reason == "list-admits" with input as _input([_list("vpc", "yes")], _store(kind, word, {}))
	whitelist.hop.verdict == "allow" with input as _input([_list("vpc", "yes")], _store(kind, word, {}))
	whitelist.hop.reason == "not-running" with input as _input([_list("vpc", "yes")], _store(kind, "creating", {}))
}

test_lists_count_together_where_the_service_has_no_networks[kind] if {
	some kind in {"adb", "gpdb", "clickhouse", "lindorm"}
	whitelist.reason == "list-admits" with input as _input([_nowhere, _second("unknown", "yes")], _store(kind, _words[kind], {}))
}

test_lists_of_a_network_are_for_its_endpoints[kind] if {
	some kind in {"kafka", "elasticsearch"}
	asked := _store(kind, _words[kind], {})
	whitelist.reason == "network-type" with input as _input([_list("internet", "yes"), _second("vpc", "no")], asked)
	whitelist.reason == "lacks-pod-vswitch" with input as _input([_list("internet", "no"), _second("vpc", "no")], asked)
	whitelist.counts.vpc == "no" with input as _input([], _store(kind, _words[kind], {"type": "public"}))
	whitelist.counts.internet == "yes" with input as _input([], _store(kind, _words[kind], {"type": "public"}))
}

test_no_list_of_kafka_is_nobody_and_no_list_of_another_is_a_lost_export if {
	whitelist.reason == "lacks-pod-vswitch" with input as _input([], _store("kafka", "5", {}))
	whitelist.reason == "lists-empty" with input as _input([], _store("elasticsearch", "active", {}))
	whitelist.reason == "lists-absent" with input as _input([], object.union(
		_store("kafka", "5", {}),
		_about({"status": "5", "lists": "absent"}),
	))
}

test_another_port_may_be_served[kind] if {
	some kind, expected in {"kafka": "port-unknown", "lindorm": "port-unknown", "adb": "wrong-port", "gpdb": "wrong-port"}
	whitelist.reason == expected with input as _input([_list("vpc", "yes")], _store(kind, _words[kind], {"port_open": false}))
}

test_another_port_admits_no_more if {
	whitelist.reason == "lacks-pod-vswitch" with input as _input([_nowhere], _store("lindorm", "activation", {"port_open": false}))
}

test_commands[kind] if {
	some kind, expected in {
		"adb": "aliyun adb ModifyDBClusterAccessWhiteList --DBClusterId {id} --ModifyMode Append --SecurityIps {range,} --DBClusterIPArrayName {group}",
		"gpdb": "aliyun gpdb ModifySecurityIps --DBInstanceId {id} --ModifyMode Append --SecurityIPList {range,} --DBInstanceIPArrayName {group}",
		"lindorm": "aliyun hitsdb UpdateInstanceIpWhiteList --InstanceId {id} --GroupName ack_pods --SecurityIpList {range,}",
		"kafka": concat(" ", [
			"aliyun alikafka UpdateAllowedIp --InstanceId {id} --UpdateType add --AllowedListType vpc",
			"--PortRange 9200/9200 --AllowedListIp {range,}",
		]),
		"elasticsearch": concat(" ", [
			"aliyun elasticsearch POST /openapi/instances/{id}/white-ips --modifyMode Append",
			"--body '{\"whiteIpGroup\":{\"groupName\":\"{group}\",\"ips\":[\"{range}\"]}}'",
		]),
	}
	whitelist.command == expected with input as _input([_list("vpc", "no")], _store(kind, _words[kind], {}))
}
