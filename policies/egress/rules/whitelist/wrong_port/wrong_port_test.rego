package egress.rules.whitelist.wrong_port_test

import data.egress.gate.whitelist
import data.egress.rules.whitelist.wrong_port

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
	found := wrong_port.findings with input as flow with data.egress.path.hops as [hop]
}

test_port_that_the_endpoint_does_not_serve if {
	finding := {
		"at": "target/2",
		"message": "{source} connects to port 3306 of {endpoint}, which serves port {port}",
		"fix": "connect to port {port}",
		"names": {"source": "source", "endpoint": "target/2", "port": "target/3"},
		"related": [],
	}
	changes := {"target": {"database": {"endpoint": {"port_open": false}}}}

	_findings(_input("yes", "yes", changes)) == {finding}
}

test_silent_about_its_own_port if _findings(_input("no", "no", {})) == set()

test_silent_when_the_port_is_not_known if {
	changes := {"target": {"database": {"endpoint": {"port_open": false, "ports": ""}}}}

	_findings(_input("no", "no", changes)) == set()
}
