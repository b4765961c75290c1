package egress.rules.eip.misspelt_annotation_test

import data.egress.rules.eip.misspelt_annotation
import data.egress.way_test as sample

_pod(changes) := sample.world(object.union({"source": {"misspelt": {"present": true, "true": true, "at": "source/3", "meant": "source/4"}}}, changes))

test_eip_004_the_pod_leaves_by_nat if {
	findings := misspelt_annotation.findings with input as _pod({})

	findings == {{
		"at": "source/3",
		"message": "nothing reads {annotation} of {source}, and {meant} would ask for an EIP",
		"fix": "write {meant} in place of {annotation}, or remove it",
		"names": {"annotation": "source/3", "meant": "source/4", "source": "source"},
		"related": [],
	}}
}

test_silent_for_a_pod_that_does_not_get_out if count(misspelt_annotation.findings) == 0 with input as _pod({"pod": sample.bare})

test_silent_for_an_annotation_that_counts if count(misspelt_annotation.findings) == 0 with input as sample.world(sample.asking)
