package egress.rules.network_policy.selects_nothing_test

import data.egress.rules.network_policy.selects_nothing

_selector(why, peer) := {"object": {"policy_selector": {
	"at": "object/0", "written": "object/7", "of": "object/1", "named": "object/2", "peer": peer, "why": why,
	"key": "object/3", "has": "object/4", "behind": "object/5", "value": "object/6",
}}}

test_np_005_label_that_no_pod_has if {
	lints := selects_nothing.lints with input as _selector("slip", false)

	{[f.at, f.names.has, f.related[0].at] | some f in lints} == {["object/0", "object/4", "object/4"]}
}

test_np_005_selector_that_contradicts_itself if {
	lints := selects_nothing.lints with input as _selector("clash", false)

	{[f.at, f.names.key, f.related] | some f in lints} == {["object/0", "object/3", []]}
}

test_silent_about_peers if {
	every why in ["slip", "clash", "name", "none"] {
		count(selects_nothing.lints) == 0 with input as _selector(why, true)
	}
}
