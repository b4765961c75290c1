package egress.rules.eip.misplaced_annotation_test

import data.egress.rules.eip.misplaced_annotation
import data.egress.way_test as sample

_pod(changes) := sample.world(object.union({"source": {"misplaced": {"present": true, "true": true, "at": "source/3"}}}, changes))

test_eip_004_the_pod_leaves_by_nat if {
	findings := misplaced_annotation.findings with input as _pod({})

	findings == {{
		"at": "source/3",
		"message": "{annotation} is on {source} itself and not on its pods, so they get no EIP",
		"fix": "move {annotation} to the annotations of the pod template, or remove it",
		"names": {"annotation": "source/3", "source": "source"},
		"related": [],
	}}
}

test_silent_for_a_pod_that_does_not_get_out if count(misplaced_annotation.findings) == 0 with input as _pod({"pod": sample.bare})

test_silent_for_an_annotation_that_counts if count(misplaced_annotation.findings) == 0 with input as sample.world(sample.asking)
