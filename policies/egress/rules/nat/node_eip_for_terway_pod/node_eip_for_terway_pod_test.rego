package egress.rules.nat.node_eip_for_terway_pod_test

import data.egress.gate.nat
import data.egress.rules.nat.node_eip_for_terway_pod
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := nat.hop with input as flow
	found := node_eip_for_terway_pod.findings with input as flow with data.egress.path.hops as [hop]
}

_world(pod) := sample.world({"pod": pod, "node": {"public": {"addresses": [sample.eip("node/9", {})]}}})

test_g24_node_eip_and_nothing_else if {
	finding := {
		"at": "node/9",
		"message": "{eip} serves the node but not {source}, which leaves with {address}",
		"fix": concat(" ", [
			"bind an EIP to the pod (network.alibabacloud.com/pod-with-eip: \"true\"), or create an Internet NAT gateway in the VPC (aliyun vpc CreateNatGateway),",
			"bind an EIP to it and add an SNAT entry for {vswitch}",
		]),
		"names": {"eip": "node/9", "source": "source", "address": "pod.address", "vswitch": "pod.vswitch"},
		"related": [],
	}

	_findings(_world(sample.bare)) == {finding}
}

test_silent_when_nat_serves_the_pod if _findings(_world({})) == set()

test_silent_without_an_eip if _findings(sample.pod(sample.bare)) == set()
