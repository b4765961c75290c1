package egress.rules.whitelist.wrong_vpc_test

import data.egress.gate.whitelist
import data.egress.rules.whitelist.wrong_vpc

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
	found := wrong_vpc.findings with input as flow with data.egress.path.hops as [hop]
}

_overlap(vpc) := {
	"target": {"resolved": true, "subnet": true, "database": {"endpoint": {"vpc": vpc}}},
	"pod": {"route": {
		"evidence": "complete",
		"covering": [{"match": "yes", "hops": [{"type": "local"}]}],
	}},
}

test_address_that_stays_in_the_vpc_of_the_source if {
	finding := {
		"at": "target/2",
		"message": "{endpoint} is in another VPC, and {source} looks for its address in the VPC of {vswitch}",
		"fix": "use an instance in the VPC of {vswitch}, or the public endpoint of {database}",
		"names": {
			"source": "source", "endpoint": "target/2",
			"database": "target/1", "vswitch": "pod.vswitch",
		},
		"related": [],
	}

	_findings(_input("yes", "yes", _overlap("other"))) == {finding}
}

test_silent_in_one_vpc if _findings(_input("no", "no", _overlap("same"))) == set()

test_silent_when_the_vpc_is_not_known if _findings(_input("no", "no", _overlap("unknown"))) == set()
