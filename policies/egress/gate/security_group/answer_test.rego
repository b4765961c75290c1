package egress.gate.security_group_test

import data.egress.gate.security_group

_caution := "; its rules are all ingress rules: check that the export was not limited to ingress"

test_default_of_a_group_with_ingress_rules_only[type] if {
	some type, note in {
		"normal": "no egress rule drops and {group} is a basic group, which accepts by default",
		"enterprise": "no egress rule accepts and {group} is an enterprise group, which drops by default",
	}
	groups := [_group(type), object.union(_second(type), {"one_way": true})]

	security_group.hop.note == concat("", [note, _caution]) with input as _input(groups, [])
	security_group.hop.at == "pod/2" with input as _input(groups, [])
}

test_rule_that_decides_needs_no_caution if {
	groups := [object.union(_group("normal"), {"one_way": true}), _second("normal")]
	rules := [_rule(0, 4, "accept", "yes")]

	security_group.hop.note == "{rule} of priority 4 accepts" with input as _input(groups, rules)
}
