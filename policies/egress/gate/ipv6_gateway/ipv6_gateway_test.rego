package egress.gate.ipv6_gateway_test

import data.egress.gate.ipv6_gateway

_input(stack, changes) := object.union(
	{
		"flow": {"family": "ipv6"},
		"cluster": {"ip_stack": stack},
		"source": {"host_network": false},
		"target": {"resolved": true, "pod": false, "ranges": []},
	},
	changes,
)

_hop(verdict, reason, note, missing) := {
	"gate": "ipv6-gateway",
	"verdict": verdict,
	"reason": reason,
	"note": note,
	"names": {"source": "source"},
	"at": "",
	"missing": missing,
	"egress": [],
}

test_single_stack_has_no_ipv6[where] if {
	some where, target in {
		"internet": {},
		"VPC": {"ranges": ["vpc"]},
		"pod": {"pod": true},
		"unresolved": {"resolved": false},
	}
	hop := _hop("deny", "single-stack", "the cluster has a single stack, and {source} has no IPv6 address", [])

	ipv6_gateway.hop == hop with input as _input("ipv4", {"target": target})
}

test_the_rest_is_not_judged[why] if {
	some why, flow in {
		"dual stack": _input("dual", {}),
		"unknown stack": _input("unknown", {}),
		"unresolved": _input("dual", {"target": {"resolved": false}}),
		"host network": _input("ipv4", {"source": {"host_network": true}}),
	}
	hop := _hop(
		"unknown", "not-judged",
		"nothing tells whether the IPv6 address of {source} has public bandwidth and a gateway",
		[{"export": "DescribeIpv6Addresses", "of": ""}, {"export": "DescribeIpv6Gateways", "of": ""}],
	)

	ipv6_gateway.hop == hop with input as flow
}

test_packets_that_need_no_ipv6_gateway[why] if {
	some why, flow in {
		"IPv4": _input("ipv4", {"flow": {"family": "ipv4"}}),
		"VPC": _input("dual", {"target": {"ranges": ["vpc"]}}),
		"pod": _input("dual", {"target": {"pod": true}}),
		"nowhere": _input("ipv4", {"target": {"ranges": ["link-local"]}}),
	}
	not ipv6_gateway.hop with input as flow
}
