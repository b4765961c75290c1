package egress.rules.eip.annotation_without_effect_test

import data.egress.gate.eip
import data.egress.rules.eip.annotation_without_effect
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := eip.hop with input as flow
	found := annotation_without_effect.findings with input as flow with data.egress.path.hops as [hop]
}

_world(changes) := sample.world(object.union(sample.asking, changes))

test_annotation_beside_nat if {
	finding := {
		"at": "source/1",
		"message": "nobody acts on {annotation} of {source}, which gets no EIP of its own",
		"fix": concat(" ", [
			"install the component ack-extend-network-controller, 0.2.0 or later, with its eip controller",
			"and recreate the pod, or remove {annotation}",
		]),
		"names": {"annotation": "source/1", "source": "source"},
		"related": [],
	}

	_findings(_world({})) == {finding}
}

test_silent_when_it_blocks_the_pod if _findings(_world({"pod": sample.bare})) == set()

test_silent_when_an_eip_is_bound if {
	_findings(_world({"pod": {"public": {"addresses": [sample.eip("pod/9", {})]}}})) == set()
}
