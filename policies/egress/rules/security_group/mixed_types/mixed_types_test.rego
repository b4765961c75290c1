package egress.rules.security_group.mixed_types_test

import data.egress.rules.security_group.mixed_types

_lints(config) := found if {
	mix := {"at": "object/0", "config": config, "basic": "object/1", "enterprise": "object/2"}
	found := mixed_types.lints with input as {"object": {"group_mix": mix}}
}

test_sg_006_configuration_with_both_types if {
	[lint] := [l | some l in _lints(true)]

	endswith(lint.message, "no ENI can have both, so Terway makes none")
	startswith(lint.fix, "take {basic} or {enterprise} out of {of}: ")
}

test_interface_with_both_types if {
	[lint] := [l | some l in _lints(false)]

	startswith(lint.fix, "export the ENI and its groups again: ")
}

test_silent_about_other_objects if count(mixed_types.lints) == 0 with input as {"object": {}}
