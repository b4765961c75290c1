package egress.rules.nat.gateway_not_routed_test

import data.egress.rules.nat.gateway_not_routed

_gateway(led) := {"object": {"nat_gateway": {
	"gateway": {"at": "object/0", "led": led}, "name": "object/1", "entries": ["object/2"], "vpc": "object/3", "ipv4_gateway": "",
}}}

test_nat_003_no_route_leads_to_it if {
	lints := gateway_not_routed.lints with input as _gateway("no")

	{[f.at, f.causes, f.related[0].at] | some f in lints} == {["object/0", ["object/1"], "object/2"]}
}

test_silent_where_one_does_or_may if {
	every led in ["yes", "maybe"] {
		count(gateway_not_routed.lints) == 0 with input as _gateway(led)
	}
}
