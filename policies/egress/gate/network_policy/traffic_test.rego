package egress.gate.network_policy_test

import data.egress.gate.network_policy

_acs := {"cluster": {"product": "acs"}, "source": {"agent": {"long": true, "mode": "traffic-policy"}}}

_line(at, priority, place, action) := {
	"at": at, "policy": priority, "priority": priority, "place": place,
	"action": action, "match": "yes", "ports": false, "workload": false,
}

_perhaps(line) := object.union(line, {"match": "maybe"})

_governed(rules, changes) := object.union(
	_input(
		object.union(_policy(_nobody, _nobody), {"traffic": [{
			"end": "egress", "policies": ["policy/6"],
			"rules": rules,
		}]}),
		_acs,
	),
	changes,
)

# The first rule that matches decides, by priority and then by place.
test_first_match[name] if {
	some name, row in {
		"no rule": {"rules": [], "is": "deny"},
		"one allows": {"rules": [_line("policy/1", 10, 0, "allow")], "is": "allow"},
		"one denies": {"rules": [_line("policy/1", 10, 0, "deny")], "is": "deny"},
		"one rejects": {"rules": [_line("policy/1", 10, 0, "reject")], "is": "deny"},
		"smaller priority first": {
			"rules": [_line("policy/1", 100, 0, "allow"), _line("policy/2", 50, 3, "deny")],
			"is": "deny",
		},
		"earlier rule first": {
			"rules": [_line("policy/1", 50, 1, "deny"), _line("policy/2", 50, 0, "allow")],
			"is": "allow",
		},
		"perhaps denied before it is allowed": {
			"rules": [_perhaps(_line("policy/1", 50, 0, "deny")), _line("policy/2", 50, 1, "allow")],
			"is": "unknown",
		},
		"perhaps allowed before it is allowed": {
			"rules": [_perhaps(_line("policy/1", 50, 0, "allow")), _line("policy/2", 50, 1, "allow")],
			"is": "allow",
		},
		"perhaps allowed, else denied": {"rules": [_perhaps(_line("policy/1", 50, 0, "allow"))], "is": "unknown"},
		"another action": {"rules": [_line("policy/1", 50, 0, "mirror")], "is": "unknown"},
		"two policies of one priority": {
			"rules": [
				_line("policy/1", 50, 0, "allow"),
				object.union(_line("policy/2", 50, 0, "deny"), {"policy": 9}),
			],
			"is": "unknown",
		},
	}

	network_policy.hop.verdict == row.is with input as _governed(row.rules, {})
}

test_enforcement_of_traffic_policies[name] if {
	some name, row in {
		"mode": {"of": {}, "is": "enforced"},
		"enhanced mode": {"of": {"source": {"agent": {"mode": "enhanced-traffic-policy"}}}, "is": "enforced"},
		"enhanced mode and UDP": {
			"of": {"source": {"agent": {"mode": "enhanced-traffic-policy"}}, "flow": {"protocol": "udp"}},
			"is": "tcp-only",
		},
		"mode of NetworkPolicies": {"of": {"source": {"agent": {"mode": ""}}}, "is": "policy-mode"},
		"mode that is not known": {"of": {"source": {"agent": {"mode": "strict"}}}, "is": "mode-unknown"},
		"no agent": {"of": {"source": {"agent": {"long": false}}}, "is": "no-agent"},
		"not on ACS": {"of": {"cluster": {"product": "ack"}}, "is": "not-acs"},
		"virtual node": {
			"of": {"cluster": {"product": "ack"}, "source": {"virtual_node": true}},
			"is": "instance-traffic",
		},
		"host network": {"of": {"source": {"host_network": true}}, "is": "host-network"},
		"IPv6": {"of": {"flow": {"family": "ipv6"}}, "is": "ipv6"},
		"no Poseidon": {"of": {"cluster": {"poseidon": "no"}}, "is": "no-poseidon"},
		"Poseidon not known": {"of": {"cluster": {"poseidon": "unknown"}}, "is": "poseidon-unknown"},
		"version not known": {"of": {"cluster": {"poseidon_version": []}}, "is": "poseidon-unknown"},
		"old Poseidon": {"of": {"cluster": {"poseidon_version": [0, 6, 9]}}, "is": "poseidon-before-traffic"},
		"assumed": {"of": {"cluster": {"poseidon": "unknown", "network_policy": "enforced"}}, "is": "enforced"},
	}

	network_policy.traffic_enforcement.egress == row.is with input as _governed([], row.of)
}

# What the version does not have yet may do anything.
test_rules_that_are_too_new[name] if {
	some name, row in {
		"ports": {"of": {"ports": true}, "version": [0, 7, 2]},
		"workload": {"of": {"workload": true}, "version": [0, 7, 5]},
		"reject": {"of": {"action": "reject"}, "version": [0, 7, 9]},
	}
	rules := [object.union(_line("policy/1", 10, 0, "allow"), row.of)]
	old := _governed(rules, {"cluster": {"poseidon_version": row.version}})

	network_policy.hop.verdict in {"unknown", "deny"} with input as old
	not network_policy.hop.at == "policy/1" with input as object.union(old, {"policy": {"self": true}})
	network_policy.hop.reason != "rule-allows" with input as old
}

test_traffic_policy_is_told if {
	denied := object.union(
		_hop("deny", "traffic-policy", "{rule} denies it"),
		_at("policy/1", "rule"),
	)
	network_policy.hop == denied with input as _governed([_line("policy/1", 10, 0, "deny")], {})

	unmatched := object.union(
		_hop("deny", "traffic-policy", "{policy} selects {pod}, and no rule of its TrafficPolicies allows it"),
		{"at": "policy/6", "names": {"policy": "policy/6", "pod": "source"}},
	)
	network_policy.hop == unmatched with input as _governed([], {})

	allowed := object.union(_hop("allow", "rule-allows", "{rule} allows it"), _at("policy/1", "rule"))
	network_policy.hop == allowed with input as _governed([_line("policy/1", 10, 0, "allow")], {})

	inert := object.union(
		_hop("allow", "not-enforced", "{policy} selects {pod}, but TrafficPolicies count for pods of ACS only"),
		{"at": "policy/6", "names": {"policy": "policy/6", "pod": "source"}},
	)
	network_policy.hop == inert with input as _governed([], {"cluster": {"product": "ack"}})
}

test_network_policies_do_not_count_beside_traffic_policies if {
	allowing := _governed([_line("policy/1", 10, 0, "allow")], {})
	flow := object.union(allowing, {"policy": {"egress": _isolated("no", "no")}})

	network_policy.hop.reason == "not-enforced" with input as flow
	network_policy.stands.egress == "inert" with input as flow
}
