package egress.rules.route.ipv4_gateway_beside_snat_test

import data.egress.rules.route.ipv4_gateway_beside_snat

_entry(route, network) := {"object": {"snat_entry": {
	"at": "object/0", "entry": "object/1", "gateway": {"at": "object/2", "network": network},
	"aside": {"route": route, "gateway": "object/4", "table": "object/5", "vswitch": "object/6"},
}}}

test_rt_001_the_default_route_leads_past_the_entry if {
	lints := ipv4_gateway_beside_snat.lints with input as _entry("object/3", "internet")

	{[f.at, f.causes] | some f in lints} == {["object/3", ["object/6"]]}
}

test_silent_where_it_does_not_or_the_gateway_is_of_the_vpc if {
	count(ipv4_gateway_beside_snat.lints) == 0 with input as _entry("", "internet")
	count(ipv4_gateway_beside_snat.lints) == 0 with input as _entry("object/3", "intranet")
}
