package egress.rules.expect.gets_through_test

import data.egress.rules.expect.gets_through

_hop(gate, verdict, at) := {
	"gate": gate, "verdict": verdict, "reason": "no-policy", "note": "{it} decides", "names": {"it": at}, "at": at, "missing": [], "egress": [],
}

_findings(expected, hops) := found if {
	found := gets_through.findings with input as {"flow": {"expected": expected}} with data.egress.path.hops as hops
}

_open := [_hop("network-policy", "allow", "policy/1"), _hop("nat", "partial", "node/1")]

test_quotes_the_gate_that_could_stop_it if {
	_findings("blocked", _open) == {{
		"at": "",
		"message": "{source} reaches {target}, which the config expects to be blocked: {network_policy_it} decides",
		"fix": "write a NetworkPolicy that selects the pod for Egress and allows only what it must reach",
		"names": {"source": "source", "target": "target", "network_policy_it": "policy/1", "nat_it": "node/1"},
		"related": [
			{"at": "policy/1", "message": "network-policy lets it pass: {network_policy_it} decides"},
			{"at": "node/1", "message": "nat lets it pass: {nat_it} decides"},
		],
	}}
}

test_way_without_gates_has_another_fix if {
	some finding in _findings("blocked", [])
	endswith(finding.message, ": nothing on its way can stop it")
	startswith(finding.fix, "deny it in the security group")
}

test_rule_that_allows_is_to_be_narrowed if {
	some finding in _findings("blocked", [object.union(_open[0], {"reason": "rule-allows"})])
	finding.fix == "narrow the rule: {network_policy_it} decides"
}

test_silent_where_something_stops_it_or_may[verdict] if {
	some verdict in ["deny", "unknown"]
	_findings("blocked", array.concat(_open, [_hop("whitelist", verdict, "node/2")])) == set()
}

test_silent_where_only_some_gates_are_asked if {
	found := gets_through.findings with input as {"flow": {"expected": "blocked", "gates": ["nat"]}} with data.egress.path.hops as _open

	found == set()
}

test_silent_about_other_flows[expected] if {
	some expected in ["", "reachable"]
	_findings(expected, _open) == set()
}
