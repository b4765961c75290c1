package egress.gate.ipv6_gateway_test

import data.egress.gate.ipv6_gateway

_input(stack, changes) := object.union(
	{
		"flow": {"family": "ipv6"},
		"cluster": {"ip_stack": stack},
		"source": {"host_network": false},
		"target": {"resolved": true, "pod": false, "ranges": []},
		"pod": {"single": false},
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
		"unknown stack, known address": _input("unknown", {"pod": {"single": true}}),
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

_stack := {"export": "DescribeClusterDetail", "of": ""}

test_unknown_stack_leaves_no_certain_address[where] if {
	some where, target in {"VPC": {"ranges": ["vpc"]}, "pod": {"pod": true}}
	hop := _hop(
		"unknown", "stack-unknown",
		"nothing tells whether the cluster has IPv6, so that {source} has an address to leave with",
		[_stack],
	)

	ipv6_gateway.hop == hop with input as _input("unknown", {"target": target})
	not ipv6_gateway.hop with input as _input("unknown", {"target": target, "pod": {"single": true}})
}

test_unknown_stack_on_the_way_to_the_internet if {
	_stack in ipv6_gateway.hop.missing with input as _input("unknown", {})
}

test_packets_that_need_no_ipv6_gateway[why] if {
	some why, flow in {
		"IPv4": _input("ipv4", {"flow": {"family": "ipv4"}}),
		"VPC": _input("dual", {"target": {"ranges": ["vpc"]}}),
		"pod": _input("dual", {"target": {"pod": true}}),
		"host network": _input("unknown", {"target": {"pod": true}, "source": {"host_network": true}}),
		"nowhere": _input("ipv4", {"target": {"ranges": ["link-local"]}}),
	}
	not ipv6_gateway.hop with input as flow
}
