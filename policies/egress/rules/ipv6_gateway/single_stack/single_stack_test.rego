package egress.rules.ipv6_gateway.single_stack_test

import data.egress.gate.ipv6_gateway
import data.egress.gate.ipv6_gateway_test as sample
import data.egress.rules.ipv6_gateway.single_stack

_findings(flow) := found if {
	hop := ipv6_gateway.hop with input as flow
	found := single_stack.findings with input as flow with data.egress.path.hops as [hop]
}

test_pod_without_a_second_stack[why] if {
	some why, cluster in {"has a single stack": {"ip_stack": "ipv4"}, "runs Flannel, which has no IPv6": {"plugin": "flannel"}}
	finding := {
		"at": "source",
		"message": sprintf("{source} has no IPv6 address to reach {target} with: its cluster %s", [why]),
		"fix": "use IPv4, or run {source} in a dual-stack cluster",
		"names": {"source": "source", "target": "target"},
		"related": [],
	}

	_findings(sample.world({"cluster": cluster})) == {finding}
}

test_silent_about_two_stacks if _findings(sample.world({})) == set()

test_silent_while_the_stack_is_not_known if {
	_findings(sample.world(object.union(sample.to_come, {"cluster": {"ip_stack": "unknown"}}))) == set()
}
