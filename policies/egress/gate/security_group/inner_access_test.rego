package egress.gate.security_group_test

import data.egress.gate.security_group

_sharing(changes) := [object.union(object.union(_group("normal"), {"shared": "yes"}), changes)]

_dropping := [_rule(0, 1, "drop", "yes")]

test_a3_members_of_a_basic_group_reach_each_other if {
	hop := object.union(
		_hop("allow", "inner-access", "{group} lets its members reach each other"),
		_at("pod/1", "group"),
	)

	security_group.hop == hop with input as _input(_sharing({}), [])
}

test_a3_members_of_a_basic_group_reach_each_other_whatever_drops if {
	hop := object.union(
		_hop(
			"allow", "inner-access",
			"{group} lets its members reach each other, although {rule} of priority 1 drops",
		),
		{"at": "pod/1", "names": {"group": "pod/1", "rule": "pod/10"}},
	)

	security_group.hop == hop with input as _input(_sharing({}), _dropping)
}

test_members_are_subject_to_the_rules[what] if {
	some what, changes in {
		"isolated": {"inner": "drop"},
		"enterprise": {"type": "enterprise"},
		"destination not known": {"shared": "maybe"},
		"no member": {"shared": "no"},
	}

	security_group.hop.reason == "rule-drops" with input as _input(_sharing(changes), _dropping)
}

test_a_destination_of_which_an_export_is_missing_may_be_a_member if {
	enis := [{"export": "DescribeNetworkInterfaces", "of": ""}]
	may := object.union(
		_input(_sharing({"shared": "maybe"}), _dropping),
		{"pod": {"inbound": {"missing": enis}}},
	)

	security_group.hop.reason == "inner-access-unknown" with input as may
	security_group.hop.missing == enis with input as may
}

test_members_of_a_group_that_is_not_known_well if {
	hop := object.union(
		object.union(
			_hop(
				"unknown", "inner-access-unknown",
				"the rules drop it, but source and destination share {group}, whose members may reach each other",
			),
			_at("pod/1", "group"),
		),
		{"missing": [
			{"export": "DescribeSecurityGroupAttribute", "of": "pod/1"},
			{"export": "DescribeSecurityGroups", "of": ""},
		]},
	)

	security_group.hop == hop with input as _input(_sharing({"type": "unknown"}), _dropping)
}

test_members_of_a_group_that_is_not_known_well_pass_by_rule if {
	rules := [_rule(0, 1, "accept", "yes")]

	security_group.hop.reason == "rule-accepts" with input as _input(_sharing({"inner": "unknown"}), rules)
}

test_one_opening_group_suffices if {
	groups := array.concat(_sharing({"inner": "drop"}), [object.union(_second("normal"), {"shared": "yes"})])

	security_group.hop.at == "pod/2" with input as _input(groups, _dropping)
	security_group.hop.reason == "inner-access" with input as _input(groups, _dropping)
}
