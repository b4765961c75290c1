package egress.rules.eip.flannel_has_no_pod_eip_test

import data.egress.gate.eip
import data.egress.rules.eip.flannel_has_no_pod_eip
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := eip.hop with input as flow
	found := flannel_has_no_pod_eip.findings with input as flow with data.egress.path.hops as [hop]
}

_world(node) := sample.world(object.union(sample.asking, {"cluster": {"plugin": "flannel"}, "node": node}))

test_pod_under_flannel_that_waits_for_an_eip if {
	finding := {
		"at": "source/1",
		"message": "{annotation} of {source} has no effect under Flannel, and nothing else leads out",
		"fix": "bind an EIP to the node of {source}, or add an SNAT entry for {vswitch} to a NAT gateway",
		"names": {"annotation": "source/1", "source": "source", "vswitch": "node.vswitch"},
		"related": [],
	}

	_findings(_world(sample.bare)) == {finding}
}

test_silent_when_nat_serves_the_node if _findings(_world({})) == set()
