package egress.rules.ipv6_gateway.nobody_acts_on_annotation_test

import data.egress.gate.ipv6_gateway
import data.egress.gate.ipv6_gateway_test as sample
import data.egress.rules.ipv6_gateway.nobody_acts_on_annotation

_findings(flow) := found if {
	hop := ipv6_gateway.hop with input as flow
	found := nobody_acts_on_annotation.findings with input as flow with data.egress.path.hops as [hop]
}

test_annotation_without_a_controller if {
	finding := {
		"at": "source/7",
		"message": "nobody acts on {annotation} of {source}, which has no public bandwidth to reach {target} without it",
		"fix": concat(" ", [
			"install the component ack-extend-network-controller with its ipv6gw controller",
			"and recreate the pod",
		]),
		"names": {"annotation": "source/7", "source": "source", "target": "target"},
		"related": [],
	}

	_findings(sample.asked("no", sample.stripped)) == {finding}
	_findings(sample.asked("no", sample.to_come)) == {finding}
}

test_silent_while_somebody_may_act[controller] if {
	some controller in ["yes", "unknown"]
	_findings(sample.asked(controller, sample.stripped)) == set()
}

test_silent_about_bandwidth_that_is_there if _findings(sample.asked("no", {})) == set()
