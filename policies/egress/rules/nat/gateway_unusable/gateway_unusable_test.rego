package egress.rules.nat.gateway_unusable_test

import data.egress.gate.nat
import data.egress.rules.nat.gateway_unusable
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := nat.hop with input as flow
	found := gateway_unusable.findings with input as flow with data.egress.path.hops as [hop]
}

_command := concat(" ", [
	"bind an EIP to {nat} (aliyun vpc AssociateEipAddress --InstanceType Nat --InstanceId {nat})",
	"and use it in its SNAT entries",
])

test_gateways_out_of_order[message] if {
	some message, c in {
		"{nat}, which the route leads to, does not exist, so {source} does not get out": [
			{"found": false},
			"route to a NAT gateway that exists",
		],
		"{nat} is not available, so {source} does not get out": [
			{"status": "deleting"},
			"wait until {nat} is available, or route to another NAT gateway",
		],
		"{nat} is locked for an overdue payment, so {source} does not get out": [
			{"business": "financiallocked"},
			"settle the overdue payment of {nat}",
		],
		"{nat} has no EIP to translate addresses to, so {source} does not get out": [{"eips": 0}, _command],
	}
	finding := {
		"at": "pod/4",
		"message": message,
		"fix": c[1],
		"names": {"nat": "pod/4", "source": "source"},
		"related": [],
	}

	_findings(sample.through(c[0])) == {finding}
}

test_silent_about_a_gateway_in_order if _findings(sample.base) == set()

test_silent_about_a_vpc_nat_gateway if _findings(sample.through({"network": "intranet"})) == set()
