package egress.rules.whitelist.lacks_pod_vswitch_test

import data.egress.gate.whitelist
import data.egress.rules.whitelist.lacks_pod_vswitch

_list(component, covers) := {
	"at": sprintf("%s/1", [component]),
	"group": sprintf("%s/2", [component]),
	"hidden": false,
	"template": false,
	"network": "mix",
	"covers": covers,
	"anyone": false,
	"empty": false,
}

_exit(component, covers) := {
	"known": true,
	"single": true,
	"missing": [],
	"whitelist": [_list(component, covers)],
	"admitted_groups": [],
	"range": sprintf("%s/9", [component]),
	"security_group": {"known": true, "missing": []},
}

_input(pod, node, changes) := object.union(
	{
		"flow": {"family": "ipv4", "protocol": "tcp", "port": 3306},
		"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni", "injector": "yes"},
		"source": {"host_network": false, "virtual_node": false, "injector": false},
		"target": {"kind": "rds", "database": {
			"found": true,
			"id": "target/0",
			"at": "target/1",
			"status": "Running",
			"endpoint": {
				"known": true, "at": "target/2", "type": "private",
				"port_open": true, "ports": "target/3", "vpc": "same",
			},
			"mode": "normal",
			"password_free": false,
			"classic": false,
			"lists": "complete",
			"groups": "complete",
			"templates": "complete",
			"list_at": "target/4",
			"security_groups": [],
			"missing": [],
		}},
		"pod": _exit("pod", pod),
		"node": _exit("node", node),
	},
	changes,
)

_findings(flow) := found if {
	hop := whitelist.hop with input as flow
	found := lacks_pod_vswitch.findings with input as flow with data.egress.path.hops as [hop]
}

_command := concat(" ", [
	"aliyun rds ModifySecurityIps --DBInstanceId {id} --ModifyMode Append",
	"--SecurityIps {range,} --DBInstanceIPArrayName {group}",
])

_names := {
	"id": "target/0", "group": "pod/2", "range": "pod/9", "database": "target/1", "source": "source",
	"address": "pod.address", "vswitch": "pod.vswitch",
}

test_pod_whose_address_is_on_no_list if {
	finding := {
		"at": "pod/1",
		"message": "the whitelist of {database} does not admit {address}, the address of {source}",
		"fix": sprintf("add {range}, the range of {vswitch}: %s", [_command]),
		"names": _names,
		"related": [],
	}

	_findings(_input("no", "no", {})) == {finding}
}

test_list_that_admits_the_nodes_is_told if {
	related := [{
		"at": "node/1",
		"message": "{nodes} admits the node's address, which the packet does not have",
	}]
	findings := _findings(_input("no", "yes", {}))

	{[f.related, f.names] | some f in findings} == {[related, object.union(_names, {"nodes": "node/1"})]}
}

test_range_that_no_list_admits if {
	message := "the whitelist of {database} does not admit {vswitch}, from which {source} gets its address"

	{f.message | some f in _findings(_input("no", "no", {"pod": {"single": false}}))} == {message}
}

test_range_of_which_a_part_is_admitted if {
	message := concat(" ", [
		"the whitelist of {database} admits only a part of {vswitch},",
		"from which {source} gets its address",
	])

	{f.message | some f in _findings(_input("maybe", "no", {"pod": {"single": false}}))} == {message}
}

test_address_without_a_known_vswitch if {
	fix := sprintf("add {range}: %s", [_command])

	{f.fix | some f in _findings(_input("no", "no", {"pod": {"known": false}}))} == {fix}
}

test_silent_when_a_list_admits if _findings(_input("yes", "no", {})) == set()

test_silent_about_nodes if _findings(_input("no", "no", {"cluster": {"plugin": "flannel"}})) == set()

test_silent_while_the_injector_may_help if {
	_findings(_input("no", "no", {"source": {"injector": true}})) == set()
}

test_silent_about_a_part_of_the_nodes if {
	_findings(_input("no", "maybe", {"cluster": {"plugin": "flannel"}, "node": {"single": false}})) == set()
}
