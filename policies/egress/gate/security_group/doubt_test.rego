package egress.gate.security_group_test

import data.egress.gate.security_group

_listed := [{"export": "DescribePrefixListAttributes", "of": "pod/5"}]

test_a4_drop_that_may_match_before_accept if {
	rules := [object.union(_rule(0, 1, "drop", "maybe"), {"missing": _listed}), _rule(1, 1, "accept", "yes")]
	hop := object.union(
		object.union(
			_hop("unknown", "rule-may-match", "{rule} of priority 1 drops if it matches, which is not known"),
			_at("pod/10", "rule"),
		),
		{"missing": _listed},
	)

	security_group.hop == hop with input as _input([_group("normal")], rules)
}

test_accept_that_may_match_in_an_enterprise_group if {
	rules := [object.union(_rule(0, 9, "accept", "maybe"), {"missing": _listed})]

	note := "{rule} of priority 9 accepts if it matches, which is not known"

	security_group.hop.note == note with input as _input([_group("enterprise")], rules)
}

test_drop_that_may_match_changes_nothing_in_an_enterprise_group if {
	rules := [_rule(0, 9, "drop", "maybe")]

	security_group.hop.reason == "no-rule-accepts" with input as _input([_group("enterprise")], rules)
}

test_strange_policy if {
	hop := object.union(
		_hop("unknown", "action-unknown", "the policy of {rule} of priority 3 is neither Accept nor Drop"),
		_at("pod/10", "rule"),
	)

	security_group.hop == hop with input as _input([_group("normal")], [_rule(0, 3, "other", "yes")])
}

test_type_that_is_not_known if {
	hop := object.union(
		object.union(
			_hop(
				"unknown", "default-unknown",
				"no egress rule matches, and nothing tells whether {group} is a basic group, which accepts by default",
			),
			_at("pod/1", "group"),
		),
		{"missing": [{"export": "DescribeSecurityGroups", "of": ""}]},
	)

	security_group.hop == hop with input as _input([_group("unknown")], [])
}

test_type_that_is_not_known_and_a_rule_that_may_match if {
	missing := array.concat(_listed, [{"export": "DescribeSecurityGroups", "of": ""}])
	rules := [object.union(_rule(0, 1, "drop", "maybe"), {"missing": _listed})]

	security_group.hop.missing == missing with input as _input([_group("unknown")], rules)
}

test_type_that_is_not_known_means_nothing_when_a_rule_decides if {
	rules := [_rule(0, 1, "accept", "yes")]

	security_group.hop.verdict == "allow" with input as _input([_group("unknown")], rules)
}

test_a25_groups_of_both_types if {
	hop := object.union(
		_hop(
			"unknown", "default-unknown",
			"no egress rule matches, and {group} is an enterprise group beside a basic one, with another default",
		),
		_at("pod/2", "group"),
	)

	security_group.hop == hop with input as _input([_group("normal"), _second("enterprise")], [])
}

test_a2_platform_address if {
	hop := object.union(
		_hop(
			"unknown", "platform-address",
			"security groups drop it, and it is not documented whether they filter {target}",
		),
		{"names": {"target": "target"}},
	)
	metadata := object.union(_input([_group("enterprise")], []), {"target": {"ranges": ["shared", "platform"]}})

	security_group.hop == hop with input as metadata
}

test_platform_address_that_rules_accept if {
	metadata := object.union(_input([_group("normal")], []), {"target": {"ranges": ["shared", "platform"]}})

	security_group.hop.verdict == "allow" with input as metadata
}

test_rules_that_are_not_in_the_bundle if {
	hop := object.union(
		_hop("unknown", "rules-incomplete", "the rules of {group} are not in the bundle"),
		{
			"names": {"group": "pod/1"},
			"missing": [{"export": "DescribeSecurityGroupAttribute", "of": "pod/1"}],
		},
	)
	groups := [object.union(_group("unknown"), {"rules": "absent"}), _second("normal")]

	security_group.hop == hop with input as _input(groups, [])
}

test_rules_that_are_there_in_part if {
	groups := [object.union(_group("normal"), {"rules": "partial"})]
	note := "the bundle holds only a part of the rules of {group}"

	security_group.hop.note == note with input as _input(groups, [])
}
