package egress.rules.network_policy.ignored_section_test

import data.egress.rules.network_policy.ignored_section

_section(end) := {"object": {"policy_section": {
	"at": "object/0", "policy": "object/1", "named": "object/2", "end": end, "types": "object/3",
}}}

test_np_004_rules_of_a_direction_that_is_left_out if {
	told := {[f.at, f.message] |
		some end in ["egress", "ingress"]
		some f in ignored_section.lints with input as _section(end)
	}

	told == {
		["object/0", "the egress rules of {policy} are ignored: its policyTypes do not name Egress"],
		["object/0", "the ingress rules of {policy} are ignored: its policyTypes do not name Ingress"],
	}
}

test_silent_about_other_objects if {
	count(ignored_section.lints) == 0 with input as {"object": {"policies": {}}}
}
