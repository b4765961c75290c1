package egress.rules.eip.doubled_annotation_test

import data.egress.rules.eip.doubled_annotation
import data.egress.way_test as sample

_doubled := {"source": {"with_eip": {"present": true, "true": true, "at": "source/1", "other": "source/2"}}}

test_eip_004_two_prefixes if {
	findings := doubled_annotation.findings with input as sample.world(_doubled)

	findings == {{
		"at": "source/2",
		"message": concat(" ", [
			"{other} of {source} says something else than {annotation},",
			"and it is not documented which of them counts",
		]),
		"fix": "keep one of {annotation} and {other}",
		"names": {"annotation": "source/1", "other": "source/2", "source": "source"},
		"related": [{"at": "source/1", "message": "{annotation} is written here"}],
	}}
}

test_silent_for_one if count(doubled_annotation.findings) == 0 with input as sample.world(sample.asking)
