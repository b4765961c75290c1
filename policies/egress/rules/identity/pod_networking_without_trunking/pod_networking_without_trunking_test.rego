package egress.rules.identity.pod_networking_without_trunking_test

import data.egress.rules.identity.pod_networking_without_trunking
import data.egress.way_test as sample

_world(idle) := sample.world({"source": {"idle": idle}})

_idle(reason, trunking) := {"at": "source/0", "trunking": trunking, "reason": reason}

_finding(related) := {
	"at": "source/0",
	"message": "{networking} selects pods that share ENIs, and has no effect on them while ENI trunking is off",
	"fix": "set enable_eni_trunking to true in eni_conf and restart Terway, or run the pods on nodes of exclusive ENIs",
	"names": {"networking": "source/0"},
	"related": related,
}

test_trunking_is_switched_off if {
	findings := {_finding([{"at": "source/1", "message": "ENI trunking is off here"}])}

	pod_networking_without_trunking.findings == findings with input as _world([_idle("no-trunking", "source/1")])
}

test_trunking_is_off_by_default if {
	pod_networking_without_trunking.findings == {_finding([])} with input as _world([_idle("no-trunking", "")])
}

test_silent_about_other_reasons if {
	pod_networking_without_trunking.findings == set() with input as _world([_idle("not-ready", "")])
}
