package egress.rules.eip.cut_through_test

import data.egress.gate.eip
import data.egress.rules.eip.cut_through
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := eip.hop with input as flow
	found := cut_through.findings with input as flow with data.egress.path.hops as [hop]
}

_private := {"target": {"ranges": ["rfc1918"]}}

test_a8_private_destination if {
	finding := {
		"at": "pod/9",
		"message": "{eip} takes over the ENI of {source}, which does not reach the private address of {target} then",
		"fix": "unbind {eip} and bind it in NAT mode",
		"names": {"eip": "pod/9", "id": "pod/99", "source": "source", "target": "target"},
		"related": [],
	}

	_findings(object.union(sample.own({"mode": "binded"}), _private)) == {finding}
}

test_silent_about_public_destinations if _findings(sample.own({"mode": "binded"})) == set()
