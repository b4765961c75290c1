package egress.rules.whitelist.network_type_test

import data.egress.gate.whitelist
import data.egress.rules.whitelist.network_type

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
	found := network_type.findings with input as flow with data.egress.path.hops as [hop]
}

_enhanced(network) := {
	"target": {"database": {"mode": "safety"}},
	"pod": {"whitelist": [
		object.union(_list("pod", "yes"), {"network": network}),
		object.union(_list("pod", "no"), {"network": "vpc", "at": "pod/3", "group": "pod/4"}),
	]},
}

test_g39_address_on_a_list_of_the_classic_network if {
	finding := {
		"at": "pod/1",
		"message": concat(" ", [
			"{list} holds the address of {source},",
			"but serves only connections over the classic network and the internet",
		]),
		"fix": concat(" ", [
			"add it to a list that serves {endpoint}:",
			"aliyun rds ModifySecurityIps --DBInstanceId {id} --ModifyMode Append",
			"--SecurityIps {range,} --DBInstanceIPArrayName {group} --WhitelistNetworkType VPC",
		]),
		"names": {
			"id": "target/0", "group": "pod/4", "range": "pod/9",
			"list": "pod/1", "source": "source", "endpoint": "target/2",
		},
		"related": [],
	}

	_findings(_input("no", "no", _enhanced("classic"))) == {finding}
}

test_silent_about_a_list_of_the_right_network if _findings(_input("no", "no", _enhanced("vpc"))) == set()

test_silent_when_no_list_holds_it if _findings(_input("no", "no", {})) == set()
