package egress.gate.network_policy_test

import data.egress.gate.network_policy

_near(changes) := _input(_policy(_isolated("no", "no"), _isolated("no", "no")), object.union(
	{"target": _pod},
	changes,
))

test_pod_reaches_itself if {
	hop := _hop("allow", "exempt", "NetworkPolicies never keep a pod from itself")

	network_policy.hop == hop with input as _near({"policy": {"self": true, "same_node": true}})
}

test_pod_reaches_itself_whoever_enforces[what] if {
	some what, changes in {
		"nobody": {"cluster": {"plugin": "flannel"}},
		"perhaps somebody": {"cluster": {"network_policy": "unknown"}},
		"on the host network": {"source": {"host_network": true}, "policy": {"same_node": true}},
	}
	own := object.union({"policy": {"self": true}}, changes)

	network_policy.hop.reason == "exempt" with input as _near(own)
}

test_node_reaches_its_own_pods if {
	node := {"source": {"host_network": true}, "policy": {"same_node": true, "egress": _nobody}}
	hop := _hop("allow", "exempt", "NetworkPolicies never keep a node from its own pods")

	network_policy.hop == hop with input as _near(node)
}

test_pods_of_other_nodes_are_not_exempt if {
	far := {"source": {"host_network": true}, "policy": {"egress": _nobody}}

	network_policy.hop.reason == "no-ingress-rule" with input as _near(far)
}

test_pods_of_one_node_are_not_exempt if {
	network_policy.stands.ingress == "deny" with input as _near({"policy": {"same_node": true}})
}

test_stand[name] if {
	some name, row in {
		"not isolated": {"side": _nobody, "of": {}, "is": "open"},
		"allowed": {"side": _isolated("yes", "yes"), "of": {}, "is": "allow"},
		"denied": {"side": _isolated("no", "no"), "of": {}, "is": "deny"},
		"may be allowed": {"side": _isolated("maybe", "maybe"), "of": {}, "is": "doubt"},
		"allowed, perhaps not enforced": {
			"side": _isolated("yes", "yes"),
			"of": {"cluster": {"network_policy": "unknown"}},
			"is": "allow",
		},
		"denied, perhaps not enforced": {
			"side": _isolated("no", "no"),
			"of": {"cluster": {"network_policy": "unknown"}},
			"is": "doubt",
		},
		"denied by nobody": {
			"side": _isolated("no", "no"),
			"of": {"cluster": {"plugin": "flannel"}},
			"is": "inert",
		},
	}

	network_policy.stands.egress == row.is with input as _input(_policy(row.side, _nobody), row.of)
}

test_says[name] if {
	some name, row in {
		"agreed": {"side": ["yes", "yes"], "path": "unknown", "is": "yes"},
		"agreed not": {"side": ["no", "no"], "path": "datapath-v2", "is": "no"},
		"by the letter": {"side": ["no", "yes"], "path": "veth", "is": "yes"},
		"by the letter, not known": {"side": ["no", "maybe"], "path": "veth", "is": "maybe"},
		"cilium": {"side": ["no", "yes"], "path": "ipvlan", "is": "maybe"},
	}
	side := _sending(row.side[0], row.side[1], {"cluster": {"data_path": row.path}})

	network_policy.says.egress == row.is with input as side
}
