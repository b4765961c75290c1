package egress.rules.ipv6_gateway.bandwidth_locked_test

import data.egress.gate.ipv6_gateway
import data.egress.gate.ipv6_gateway_test as sample
import data.egress.rules.ipv6_gateway.bandwidth_locked

_findings(flow) := found if {
	hop := ipv6_gateway.hop with input as flow
	found := bandwidth_locked.findings with input as flow with data.egress.path.hops as [hop]
}

test_locked_bandwidth if {
	finding := {
		"at": "pod.ipv6.bandwidth",
		"message": "the public bandwidth of {address}, which {source} leaves with, is locked for a debt or for security",
		"fix": "settle the overdue payment, or have the lock of the bandwidth lifted",
		"names": {"address": "pod.address", "source": "source"},
		"related": [],
	}

	_findings(sample.with_row({"business": "finaciallocked"})) == {finding}
}

test_silent_about_bandwidth_in_order if _findings(sample.world({})) == set()

test_silent_about_none_at_all if _findings(sample.with_row(sample.bare)) == set()
