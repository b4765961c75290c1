package egress.rules.nat.gateway_not_routed_test

import data.egress.rules.nat.gateway_not_routed

_gateway(changes) := object.union(
	{
		"at": "object/0", "status": "available", "business": "normal", "network": "internet", "eips": 1, "table": "object/1",
		"ip": "object/2", "led": "yes",
	},
	changes,
)

_reviewed(led, ipv4) := {"object": {"nat_gateway": {
	"gateway": _gateway({"led": led}), "name": "object/3", "entries": ["object/4"], "vpc": "object/5", "ipv4_gateway": ipv4,
}}}

test_gateway_that_no_route_leads_to if {
	some lint in gateway_not_routed.lints with input as _reviewed("no", "")

	lint.at == "object/0"
	lint.causes == ["object/3"]
	lint.related == [{"at": "object/4", "message": "this SNAT entry is of no effect"}]
}

test_silent_where_a_route_leads_there_or_may if {
	every led in ["yes", "maybe"] {
		count(gateway_not_routed.lints) == 0 with input as _reviewed(led, "")
	}
}

test_silent_where_an_ipv4_gateway_has_the_routes if {
	count(gateway_not_routed.lints) == 0 with input as _reviewed("no", "object/6")
}
