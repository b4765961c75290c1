package egress.rules.nat.vpc_nat_gateway_test

import data.egress.gate.nat
import data.egress.rules.nat.vpc_nat_gateway
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := nat.hop with input as flow
	found := vpc_nat_gateway.findings with input as flow with data.egress.path.hops as [hop]
}

test_g29_default_route_to_a_vpc_nat_gateway if {
	finding := {
		"at": "pod/4",
		"message": "{nat} is a VPC NAT gateway, and {source} needs an Internet NAT gateway to reach {target}",
		"fix": concat(" ", [
			"create an Internet NAT gateway (aliyun vpc CreateNatGateway --NatType Enhanced --NetworkType internet",
			"--VpcId $VPC --VSwitchId $VSWITCH), bind an EIP to it, add an SNAT entry for {vswitch}",
			"and point the default route of {table} to it",
		]),
		"names": {"nat": "pod/4", "source": "source", "target": "target", "table": "pod/1", "vswitch": "pod.vswitch"},
		"related": [],
	}

	_findings(sample.through({"network": "intranet"})) == {finding}
}

test_silent_about_an_internet_nat_gateway if _findings(sample.base) == set()
