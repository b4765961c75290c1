package egress.rules.identity.vswitch_exhausted_test

import data.egress.rules.identity.vswitch_exhausted
import data.egress.way_test as sample

_world(exhausted) := sample.world({"source": {"exhausted": exhausted}})

test_zone_without_free_addresses if {
	finding := {
		"at": "source/0",
		"message": "the pod vSwitches of zone {zone} have no free address, so that no new pod starts there",
		"fix": "add a vSwitch of zone {zone} for pods, with an SNAT entry and a place in the whitelists",
		"names": {"zone": "source/1"},
		"related": [],
	}

	vswitch_exhausted.findings == {finding} with input as _world([{"at": "source/0", "zone": "source/1"}])
}

test_silent_while_there_are_some if vswitch_exhausted.findings == set() with input as _world([])
