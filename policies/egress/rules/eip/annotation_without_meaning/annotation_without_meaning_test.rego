package egress.rules.eip.annotation_without_meaning_test

import data.egress.rules.eip.annotation_without_meaning
import data.egress.way_test as sample

_pod(annotation, changes) := sample.world(object.union(
	{"source": {"on_ecs": true, "with_eip": object.union({"present": true, "false": false, "at": "source/3"}, annotation)}},
	changes,
))

_yes := {"true": false}

_legacy := {"true": true, "legacy": true}

test_eip_004_value_that_is_not_true if {
	findings := annotation_without_meaning.findings with input as _pod(_yes, {})

	findings == {{
		"at": "source/3",
		"message": "{annotation} is not \"true\", so {source} gets no EIP",
		"fix": "write \"true\", as a string, or remove {annotation}",
		"names": {"annotation": "source/3", "source": "source"},
		"related": [],
	}}
}

test_eip_004_name_of_virtual_nodes if {
	some finding in annotation_without_meaning.findings with input as _pod(_legacy, {})

	finding.message == "{annotation} counts for pods on virtual nodes alone, so {source} gets no EIP"
}

test_silent_for_a_pod_that_does_not_get_out if {
	count(annotation_without_meaning.findings) == 0 with input as _pod(_yes, {"pod": sample.bare})
}

test_silent_for_an_annotation_that_counts if {
	count(annotation_without_meaning.findings) == 0 with input as sample.world(sample.asking)
}
