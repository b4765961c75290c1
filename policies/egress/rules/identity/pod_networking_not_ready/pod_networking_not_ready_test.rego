package egress.rules.identity.pod_networking_not_ready_test

import data.egress.rules.identity.pod_networking_not_ready
import data.egress.way_test as sample

_world(idle) := sample.world({"source": {"idle": idle}})

_idle(reason) := {"at": "source/0", "trunking": "", "reason": reason}

test_not_ready if {
	finding := {
		"at": "source/0",
		"message": "{networking} is not Ready, so it has no effect on the pods that it selects",
		"fix": "correct what status.message of {networking} tells, or delete {networking}",
		"names": {"networking": "source/0"},
		"related": [],
	}

	pod_networking_not_ready.findings == {finding} with input as _world([_idle("not-ready")])
}

test_silent_about_other_reasons if {
	pod_networking_not_ready.findings == set() with input as _world([_idle("no-trunking")])
}

test_silent_without_a_podnetworking if pod_networking_not_ready.findings == set() with input as _world([])
