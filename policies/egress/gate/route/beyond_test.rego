package egress.gate.route_test

import data.egress.way_test as sample

_six(bits) := {
	"flow": {"family": "ipv6"},
	"pod": {"route": {"covering": [sample.route([sample.hop("ipv6gateway", {})], {"bits": bits})]}},
}

test_private_ipv6_over_the_ipv6_gateway[why] if {
	some why, [verdict, ranges, bits] in {
		"unique local address": [["deny", "other-vpc"], ["rfc1918"], 0],
		"a29 no vSwitch": [["deny", "no-vswitch"], ["vpc"], 0],
		"route of its own": [["unknown", "leads-out"], ["rfc1918"], 8],
	}

	_reason(sample.world(_to(ranges, _six(bits)))) == verdict
}
