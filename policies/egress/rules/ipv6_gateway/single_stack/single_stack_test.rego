package egress.rules.ipv6_gateway.single_stack_test

import data.egress.gate.ipv6_gateway
import data.egress.rules.ipv6_gateway.single_stack
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := ipv6_gateway.hop with input as flow
	found := single_stack.findings with input as flow with data.egress.path.hops as [hop]
}

_world(stack) := sample.world({"flow": {"family": "ipv6"}, "cluster": {"ip_stack": stack}})

test_pod_of_a_single_stack if {
	finding := {
		"at": "source",
		"message": "{source} has no IPv6 address to reach {target} with: its cluster has a single stack",
		"fix": "use IPv4, or run {source} in a dual-stack cluster",
		"names": {"source": "source", "target": "target"},
		"related": [],
	}

	_findings(_world("ipv4")) == {finding}
}

test_silent_about_other_stacks[stack] if {
	some stack in ["dual", "unknown"]
	_findings(_world(stack)) == set()
}
