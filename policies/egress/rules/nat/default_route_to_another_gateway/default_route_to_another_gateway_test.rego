package egress.rules.nat.default_route_to_another_gateway_test

import data.egress.rules.nat.default_route_to_another_gateway

_vswitch(changes) := {
	"cluster": {"masquerade": "yes"},
	"object": {"vswitch": object.union(
		{
			"at": "object/0", "vswitch": "object/2", "by": "object/3", "nodes": false, "public": "no", "gateway": _gateway, "route": "object/4",
			"table": "object/5", "peer": "object/6", "elsewhere": "", "other": "", "other_led": "maybe", "used": ["object/7"],
		},
		changes,
	)},
}

_gateway := {
	"at": "object/1", "found": true, "foreign": false, "status": "available", "business": "normal", "network": "internet",
	"type": "enhanced", "eips": 1, "entries": [], "evidence": "complete", "table": "object/8", "ip": "object/9", "led": "yes",
}

_elsewhere := {"elsewhere": "object/10", "other": "object/11", "other_led": "yes"}

test_nat_003_the_entry_is_one_of_another_gateway if {
	lints := default_route_to_another_gateway.lints with input as _vswitch(_elsewhere)

	{[f.at, f.causes, f.names.other] | some f in lints} == {["object/4", ["object/2"], "object/11"]}
}

test_silent[what] if {
	some what, changes in {
		"something has an EIP": {"public": "yes"},
		"no gateway has an entry for it": {"elsewhere": ""},
		"no route leads to the other": {"other_led": "no"},
	}
	count(default_route_to_another_gateway.lints) == 0 with input as _vswitch(object.union(_elsewhere, changes))
}
