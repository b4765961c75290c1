package egress.rules.nat.hairpin_test

import data.egress.gate.nat
import data.egress.rules.nat.hairpin
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := nat.hop with input as flow
	found := hairpin.findings with input as flow with data.egress.path.hops as [hop]
}

test_a28_packet_to_a_dnat_entry_of_the_gateway if {
	finding := {
		"at": "pod/30",
		"message": "{entry} of {nat} publishes {target}, and {nat}, by which {source} leaves, does not lead back to it",
		"fix": "have {source} use the private address that {entry} maps to",
		"names": {"entry": "pod/30", "nat": "pod/4", "target": "target", "source": "source"},
		"related": [],
	}

	_findings(sample.through({"enhanced": true, "hairpin": "pod/30"})) == {finding}
}

test_silent_about_a_standard_gateway if _findings(sample.through({"enhanced": false, "hairpin": "pod/30"})) == set()

test_silent_about_other_destinations if _findings(sample.base) == set()
