package egress.rules.eip.lost_annotation_test

import data.egress.rules.eip.lost_annotation
import data.egress.way_test as sample

_stranded(source) := sample.world({"source": source, "pod": sample.bare})

_annotation := {"present": true, "true": false, "false": false, "at": "source/3", "meant": "source/4"}

test_eip_004_nothing_else_leads_out[how] if {
	some how, c in {
		"misplaced": [
			{"misplaced": _annotation},
			"{annotation} is on the workload and not on its pods, so {source} gets no EIP, and nothing else leads out",
			"move {annotation} to the annotations of the pod template",
		],
		"misspelt": [
			{"misspelt": _annotation},
			"nothing reads {annotation}, which is close to {meant}, so {source} gets no EIP, and nothing else leads out",
			"write {meant} in place of {annotation}",
		],
		"value": [
			{"with_eip": _annotation},
			"{annotation} is not \"true\", so {source} gets no EIP, and nothing else leads out",
			"write \"true\", as a string",
		],
	}
	some finding in lost_annotation.findings with input as _stranded(c[0])

	[finding.at, finding.message, finding.fix] == ["source/3", c[1], c[2]]
}

test_silent_where_nat_leads_out if count(lost_annotation.findings) == 0 with input as sample.world({"source": {"with_eip": _annotation}})
