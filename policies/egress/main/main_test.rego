package egress.main_test

import data.egress.main

_hop(gate, egress) := {"gate": gate, "verdict": "allow", "reason": "none", "egress": egress}

_hops := [
	_hop("network-policy", []),
	_hop("nat", ["node/2", "node/1", "node/2"]),
	_hop("eip", ["node/1", "node/3"]),
]

_finding := {"at": "policy/1", "message": "m", "fix": "f", "names": {}, "related": []}

_decision := decision if {
	decision := main.decision with data.egress.path.hops as _hops
		with data.egress.rules as {
			"nat": {"no_way_out": {"findings": {_finding, object.union(_finding, {"at": "policy/2"})}}},
			"eip": {"locked": {"findings": set()}, "not_in_use": {"findings": {_finding}}},
			"identity": {"stale_eni": {"findings": {_finding}}},
			"route": {"other_vpc": {"findings": {_finding}}},
		}
}

test_hops_are_those_of_the_path if _decision.hops == _hops

test_addresses_are_listed_once_in_order if _decision.egress == ["node/2", "node/1", "node/3"]

# Only the rules of gates on the path are asked, and those about the source.
test_findings_name_their_rule if {
	_decision.findings == {
		object.union(_finding, {"rule": ["nat", "no_way_out"]}),
		object.union(_finding, {"at": "policy/2", "rule": ["nat", "no_way_out"]}),
		object.union(_finding, {"rule": ["eip", "not_in_use"]}),
		object.union(_finding, {"rule": ["identity", "stale_eni"]}),
	}
}

test_path_without_hops_decides_nothing if {
	decision := main.decision with data.egress.path.hops as []
		with data.egress.rules as {}

	decision == {"hops": [], "egress": [], "findings": set(), "aside": false, "quiet": false}
}

# The real rules, on the one hop that only they answer.
test_rules_of_the_tree_are_found if {
	smtp := {"gate": "security-group", "verdict": "deny", "reason": "platform-smtp", "egress": []}
	findings := main.findings with input as {"flow": {"port": 25}}
		with data.egress.path.hops as [smtp]

	["security_group", "platform_blocks_smtp"] in {finding.rule | some finding in findings}
}

# The record of an object asks the rules about objects, and no gate.
test_object_has_lints_alone if {
	decision := main.decision with input as {"cluster": {}, "object": {"snat_entry": {}}}
		with data.egress.rules as {
			"nat": {"useless": {"lints": {_finding}}, "no_way_out": {"findings": {_finding}}},
			"suppression": {"unused": {"lints": set()}},
		}

	decision == {"hops": [], "egress": [], "findings": {object.union(_finding, {"rule": ["nat", "useless"]})}, "aside": false, "quiet": false}
}

# Rules of users are asked about every packet, whatever their topic is called.
test_rules_of_users_are_asked if {
	user := {"acme": {"no_smtp": {"findings": {_finding}, "lints": {object.union(_finding, {"at": "object/0"})}}}}
	findings := main.findings with data.egress.path.hops as [] with data.egress.rules as {} with data.egress.user as user
	lints := main.lints with data.egress.rules as {} with data.egress.user as user

	findings == {object.union(_finding, {"rule": ["acme", "no_smtp"]})}
	lints == {object.union(_finding, {"at": "object/0", "rule": ["acme", "no_smtp"]})}
}

# Those that ask for names are asked apart; the others are not asked again.
test_rules_that_ask_for_names if {
	user := {"acme": {
		"no_smtp": {"findings": {_finding}},
		"names": {"findings": {object.union(_finding, {"at": "node/1"})}, "lints": {object.union(_finding, {"at": "object/0"})}},
	}}
	names := {"asking": [["acme", "names"]]}
	flow := main.named with input as {"names": names} with data.egress.path.hops as _hops with data.egress.user as user
	about := main.named with input as {"names": names, "object": {}} with data.egress.user as user

	flow.hops == _hops
	flow.findings == {object.union(_finding, {"at": "node/1", "rule": ["acme", "names"]})}
	about.hops == []
	about.findings == {object.union(_finding, {"at": "object/0", "rule": ["acme", "names"]})}
}

# A way that the packet does not take tells nothing, whatever the rules about the source find.
test_record_set_aside_tells_nothing if {
	decision := main.decision with data.egress.inside.aside as true
		with data.egress.rules as {"identity": {"stale_eni": {"findings": {_finding}}}}

	decision == {"hops": [], "egress": [], "findings": set(), "aside": true, "quiet": false}
}

# What blocks a flow that is meant to be blocked is no news; what lets it through is, and what is wrong with its source.
test_flow_to_block_is_told_only_that_it_passes if {
	decision := main.decision with data.egress.path.hops as _hops
		with input as {"flow": {"expected": "blocked"}}
		with data.egress.rules as {
			"nat": {"no_way_out": {"findings": {_finding}}},
			"identity": {"stale_eni": {"findings": {_finding}}},
			"expect": {"gets_through": {"findings": {_finding}}},
		}

	decision.quiet
	{finding.rule[0] | some finding in decision.findings} == {"identity", "expect"}
}
