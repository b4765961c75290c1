package egress.rules.ipv6_gateway.no_address_test

import data.egress.gate.ipv6_gateway
import data.egress.gate.ipv6_gateway_test as sample
import data.egress.rules.ipv6_gateway.no_address

_findings(flow) := found if {
	hop := ipv6_gateway.hop with input as flow
	found := no_address.findings with input as flow with data.egress.path.hops as [hop]
}

test_pod_with_ipv4_only if {
	finding := {
		"at": "source",
		"message": "{source} has IPv4 addresses only, and no address to reach {target} with",
		"fix": "recreate {source} so that it gets an IPv6 address of its vSwitch, or use IPv4",
		"names": {"source": "source", "target": "target"},
		"related": [],
	}

	_findings(sample.told({"assigned": "no"})) == {finding}
}

test_what_should_give_the_address[place] if {
	some place, flow in {
		"pod.vswitch": sample.world({"source": {"exists": false}, "pod": {"ipv6": {"assigned": "no"}}}),
		"node.eni": sample.world({"source": {"host_network": true}, "node": {"ipv6": {"assigned": "no"}}}),
	}

	{finding.at | some finding in _findings(flow)} == {place}
}

test_silent_about_a_single_stack if {
	_findings(sample.world({"cluster": {"ip_stack": "ipv4"}, "pod": {"ipv6": {"assigned": "no"}}})) == set()
}

test_silent_about_a_pod_with_both if _findings(sample.world({})) == set()

test_silent_while_nothing_tells if _findings(sample.told({"assigned": "maybe", "rows": []})) == set()
