package egress.rules.ipv6_gateway.gateway_unusable_test

import data.egress.gate.ipv6_gateway
import data.egress.gate.ipv6_gateway_test as sample
import data.egress.rules.ipv6_gateway.gateway_unusable

_findings(flow) := found if {
	hop := ipv6_gateway.hop with input as flow
	found := gateway_unusable.findings with input as flow with data.egress.path.hops as [hop]
}

test_gateway_out_of_order[state] if {
	some state, [changes, fix] in {
		"is not available": [{"status": "deleting"}, "wait until {gateway} is available, or create it again"],
		"is locked for an overdue payment": [
			{"business": "financiallocked"},
			"settle the overdue payment of {gateway}",
		],
		"is in another VPC": [{"vpc": "other"}, "have {route} lead to the IPv6 gateway of its own VPC"],
	}
	finding := {
		"at": "pod/41",
		"message": sprintf("{gateway}, the IPv6 gateway that {source} leaves by to {target}, %s", [state]),
		"fix": fix,
		"names": {"route": "pod/2", "gateway": "pod/41", "source": "source", "target": "target"},
		"related": [],
	}

	_findings(sample.with_gateway(changes)) == {finding}
}

test_silent_about_a_gateway_in_order if _findings(sample.world({})) == set()

test_silent_about_one_that_is_being_changed if _findings(sample.with_gateway({"status": "creating"})) == set()
