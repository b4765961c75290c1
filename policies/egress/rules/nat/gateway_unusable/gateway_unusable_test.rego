package egress.rules.nat.gateway_unusable_test

import data.egress.gate.nat
import data.egress.rules.nat.gateway_unusable
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := nat.hop with input as flow
	found := gateway_unusable.findings with input as flow with data.egress.path.hops as [hop]
}

_command := concat(" ", [
	"bind an EIP to {nat} and use it in its SNAT entries:",
	"aliyun vpc AssociateEipAddress --InstanceType Nat --InstanceId {nat} --AllocationId $EIP",
])

test_gateways_out_of_order[message] if {
	some message, c in {
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

test_gateway_that_does_not_exist_is_told_at_the_route if {
	finding := {
		"at": "pod/2",
		"message": "{route} leads to {nat}, which does not exist, so {source} does not get out",
		"fix": "point {route} to a NAT gateway that exists, or add a narrower route to one",
		"names": {"nat": "pod/4", "route": "pod/2", "source": "source"},
		"related": [],
	}

	_findings(sample.through({"found": false})) == {finding}
}

test_silent_about_a_gateway_in_order if _findings(sample.base) == set()

test_silent_about_a_vpc_nat_gateway if _findings(sample.through({"network": "intranet"})) == set()
