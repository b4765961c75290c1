package egress.rules.route.ipv4_gateway_beside_snat_test

import data.egress.rules.route.ipv4_gateway_beside_snat

_entry(route, network) := {"object": {"snat_entry": {
	"at": "object/0", "entry": "object/1", "gateway": {"at": "object/2", "network": network},
	"aside": {"route": route, "gateway": "object/3", "table": "object/4", "vswitch": "object/5"},
}}}

test_entry_for_a_vswitch_that_is_led_past_it if {
	some lint in ipv4_gateway_beside_snat.lints with input as _entry("object/6", "internet")

	[lint.at, lint.causes] == ["object/6", ["object/5"]]
}

test_silent if {
	count(ipv4_gateway_beside_snat.lints) == 0 with input as _entry("", "internet")
	count(ipv4_gateway_beside_snat.lints) == 0 with input as _entry("object/6", "intranet")
}
