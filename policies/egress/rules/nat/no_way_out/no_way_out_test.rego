package egress.rules.nat.no_way_out_test

import data.egress.gate.nat
import data.egress.rules.nat.no_way_out
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := nat.hop with input as flow
	found := no_way_out.findings with input as flow with data.egress.path.hops as [hop]
}

_finding(vswitch, holder) := {
	"at": "source",
	"message": "{source} has neither an EIP nor a NAT gateway on its way to {target}",
	"fix": concat("", [
		"create an Internet NAT gateway in the VPC (aliyun vpc CreateNatGateway), bind an EIP to it ",
		"and add an SNAT entry for {vswitch}, or bind an EIP to ", holder,
	]),
	"names": {"source": "source", "target": "target", "vswitch": vswitch},
	"related": [],
	"causes": [vswitch],
}

test_pod_without_a_way_out if _findings(sample.pod(sample.bare)) == {_finding("pod.vswitch", "the pod (network.alibabacloud.com/pod-with-eip: \"true\")")}

test_node_without_a_way_out if _findings(sample.flannel(sample.bare)) == {_finding("node.vswitch", "the node")}

test_silent_when_nat_serves_it if _findings(sample.base) == set()

test_silent_while_an_eip_may_serve_it if {
	_findings(sample.pod(object.union(sample.bare, {"public": {"eips": "absent"}}))) == set()
}

test_silent_when_the_eip_of_the_node_is_the_mistake if {
	node := {"public": {"addresses": [sample.eip("node/9", {})]}}

	_findings(sample.world({"pod": sample.bare, "node": node})) == set()
}
