package egress.rules.nat.hairpin_test

import data.egress.gate.nat
import data.egress.rules.nat.hairpin
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := nat.hop with input as flow
	found := hairpin.findings with input as flow with data.egress.path.hops as [hop]
}

_inward(type) := sample.through({"type": type, "inward": "pod/20", "inside": "pod/21"})

test_a28_address_of_the_gateway_itself if {
	finding := {
		"at": "pod/20",
		"message": "{source} leaves by {nat}, which does not lead it back in to {target}, an address of its own",
		"fix": "reach {inside}, to which {entry} leads, by its private address",
		"names": {"source": "source", "target": "target", "nat": "pod/4", "entry": "pod/20", "inside": "pod/21"},
		"related": [],
	}

	_findings(_inward("enhanced")) == {finding}
}

test_silent_about_gateways_of_another_generation[type] if {
	some type in ["normal", ""]
	_findings(_inward(type)) == set()
	hop := nat.hop with input as _inward(type)
	[hop.verdict, hop.reason] == ["unknown", "hairpin-unknown"]
}

test_silent_about_other_addresses if _findings(sample.through({"inward": ""})) == set()
