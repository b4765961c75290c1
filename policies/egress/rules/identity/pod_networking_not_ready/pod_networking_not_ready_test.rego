package egress.rules.identity.pod_networking_not_ready_test

import data.egress.rules.identity.pod_networking_not_ready
import data.egress.way_test as sample

_world(idle) := sample.world({"source": {"idle": idle}})

_idle(reason) := {"at": "source/0", "trunking": "", "reason": reason}

test_not_ready if {
	finding := {
		"at": "source/0",
		"message": "{networking} selects {source} and is not Ready, so it has no effect",
		"fix": "correct what status.message of {networking} tells, or change its selector so that it spares {source}",
		"names": {"networking": "source/0", "source": "source"},
		"related": [],
	}

	pod_networking_not_ready.findings == {finding} with input as _world([_idle("not-ready")])
}

test_silent_about_other_reasons if {
	pod_networking_not_ready.findings == set() with input as _world([_idle("no-trunking")])
}

test_silent_without_a_podnetworking if pod_networking_not_ready.findings == set() with input as _world([])
