package egress.rules.nat.default_route_to_another_gateway_test

import data.egress.rules.nat.default_route_to_another_gateway

_gateway(changes) := object.union(
	{
		"at": "object/0", "status": "available", "business": "normal", "network": "internet", "eips": 1, "table": "object/1",
		"ip": "object/2", "led": "yes",
	},
	changes,
)

_lost(changes) := {
	"cluster": {"masquerade": "yes"},
	"object": {"vswitch": object.union(
		{
			"at": "object/10", "vswitch": "object/11", "by": "object/12", "nodes": false, "public": "no", "gateway": _gateway({}),
			"route": "object/13", "table": "object/14", "peer": "object/15", "elsewhere": "", "other": "", "other_led": "no",
			"used": ["object/16"],
		},
		changes,
	)},
}

test_nat_003_entry_of_another_gateway if {
	flow := _lost({"elsewhere": "object/20", "other": "object/21", "other_led": "yes"})
	some lint in default_route_to_another_gateway.lints with input as flow

	[lint.at, lint.causes, count(lint.related)] == ["object/13", ["object/11"], 3]
}

test_silent[why] if {
	some why, changes in {
		"no entry elsewhere": {}, "EIPs": {"elsewhere": "object/20", "other_led": "yes", "public": "yes"},
		"no route leads to the other": {"elsewhere": "object/20", "other_led": "no"},
	}
	count(default_route_to_another_gateway.lints) == 0 with input as _lost(changes)
}
