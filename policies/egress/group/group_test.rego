package egress.group_test

import data.egress.group

_group(type) := {
	"at": "pod/1",
	"type": type,
	"rules": "complete",
	"one_way": false,
	"inner": "accept",
	"shared": "no",
}

_rule(n, priority, action, match) := {
	"at": sprintf("pod/1%d", [n]),
	"id": sprintf("pod/2%d", [n]),
	"group": "pod/1",
	"priority": priority,
	"action": action,
	"match": match,
	"by_group": false,
	"missing": [],
}

_facts(groups, rules) := {
	"known": true,
	"groups": groups,
	"rules": rules,
	"missing": [],
	"managed": false,
	"destination": "pod/0",
	"source": "pod/0",
}

_other := {"known": false, "groups": [], "rules": [], "missing": []}

_input(side, groups, rules) := {
	"flow": {"family": "ipv4", "protocol": "tcp", "port": 443},
	"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni"},
	"source": {"host_network": false, "virtual_node": false},
	"target": {"kind": "ip", "resolved": true, "ranges": ["vpc"], "pod": false},
	"policy": {"self": false, "same_node": false, "target_host_network": false},
	"pod": {
		"missing": [],
		"single": true,
		"security_group": {"egress": _facts(groups, rules), "ingress": _other}[side],
		"inbound": {"egress": _other, "ingress": _facts(groups, rules)}[side],
	},
}

_to_pod(changes) := object.union(
	object.union(_input("egress", [], []), {"target": {"pod": true}}),
	changes,
)

test_pods_that_reach_each_other_without_an_eni[what] if {
	some what, changes in {
		"itself": {"policy": {"self": true}},
		"one node": {"policy": {"same_node": true}},
		"Flannel": {"cluster": {"plugin": "flannel", "mode": "unknown"}},
		"VPC mode": {"cluster": {"mode": "vpc"}},
	}

	group.unseen with input as _to_pod(changes)
	not group.unseen with input as object.union(_to_pod(changes), {"target": {"pod": false}})
}

test_pods_that_reach_each_other_by_enis[what] if {
	some what, changes in {
		"Terway": {},
		"plugin not known": {"cluster": {"plugin": "unknown"}},
		"Flannel to the host network": {"cluster": {"plugin": "flannel"}, "policy": {"target_host_network": true}},
	}

	not group.unseen with input as _to_pod(changes)
}
