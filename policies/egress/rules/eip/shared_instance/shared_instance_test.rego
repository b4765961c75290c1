package egress.rules.eip.shared_instance_test

import data.egress.rules.eip.shared_instance
import data.egress.way_test as sample

_pods(changes) := sample.world(object.union(
	{
		"source": {"shared": true, "eip_instance": {"present": true, "at": "source/2", "other": ""}},
		"cluster": {"eip_controller": "yes"},
	},
	changes,
))

test_eip_003_one_eip_for_several_pods if {
	findings := shared_instance.findings with input as _pods({})

	findings == {{
		"at": "source/2",
		"message": "{annotation} of {source} names one EIP for several pods, and only one of them can have it",
		"fix": "let {source} have one pod, or have its pods leave by NAT and remove {annotation}",
		"names": {"annotation": "source/2", "source": "source"},
		"related": [],
	}}
}

test_silent_for_one_pod if count(shared_instance.findings) == 0 with input as _pods({"source": {"shared": false}})

test_silent_for_a_pod_that_does_not_get_out if count(shared_instance.findings) == 0 with input as _pods({"pod": sample.bare})
