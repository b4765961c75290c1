package egress.rules.eip.nobody_acts_on_annotation_test

import data.egress.gate.eip
import data.egress.rules.eip.nobody_acts_on_annotation
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := eip.hop with input as flow
	found := nobody_acts_on_annotation.findings with input as flow with data.egress.path.hops as [hop]
}

_world(pod) := sample.world(object.union(sample.asking, {"pod": pod}))

test_pod_that_waits_for_an_eip if {
	finding := {
		"at": "source/1",
		"message": "nobody acts on {annotation} of {source}, and nothing else leads out",
		"fix": concat(" ", [
			"install the component ack-extend-network-controller, 0.2.0 or later, with its eip controller",
			"and recreate the pod",
		]),
		"names": {"annotation": "source/1", "source": "source"},
		"related": [],
	}

	_findings(_world(sample.bare)) == {finding}
}

test_silent_when_nat_serves_the_pod if _findings(_world({})) == set()
