package egress.rules.identity.stale_eni_test

import data.egress.rules.identity.stale_eni
import data.egress.way_test as sample

_world(drifts) := sample.world({"source": {"drifts": drifts}})

_drift(what) := {"what": what, "eni": "source/0", "has": "source/1", "says": "source/2", "by": "source/3"}

test_other_groups if {
	finding := {
		"at": "source/2",
		"message": "stale ENIs of pods keep the security groups {has}, while {by} says {says}",
		"fix": "recreate the pods that use such ENIs so that Terway makes new ones with {says}, or write {has} here",
		"names": {"eni": "source/0", "has": "source/1", "says": "source/2", "by": "source/3"},
		"related": [{"at": "source/0", "message": "{eni} has {has}"}],
	}

	stale_eni.findings == {finding} with input as _world([_drift("groups")])
}

test_other_vswitch if {
	messages := {"stale ENIs of pods stay in {has}, while {by} says {says}"}

	{f.message | some f in stale_eni.findings} == messages with input as _world([_drift("vswitch")])
}

test_groups_that_somebody_changed_at_the_eni if {
	messages := {"the ENI of a pod has the security groups {has}, while {by} says {says}"}

	{f.message | some f in stale_eni.findings} == messages with input as _world([_drift("made")])
}

test_silent_while_they_agree if stale_eni.findings == set() with input as _world([])

test_silent_about_pods_that_leave_as_their_node if {
	host := object.union(_world([_drift("groups")]), {"source": {"host_network": true}})

	stale_eni.findings == set() with input as host
}
