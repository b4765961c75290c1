package egress.rules.network_policy.peer_matches_nothing_test

import data.egress.rules.network_policy.peer_matches_nothing

_selector(why, peer) := {"object": {"policy_selector": {
	"at": "object/0", "written": "object/7", "of": "object/1", "named": "object/2", "peer": peer, "why": why,
	"key": "object/3", "has": "object/4", "behind": "object/5", "value": "object/6",
}}}

_lints(why, peer) := found if {
	found := peer_matches_nothing.lints with input as _selector(why, peer)
}

test_np_006_peers_that_match_nothing if {
	related := {why: [place.at | some f in _lints(why, true); some place in f.related] | some why in ["slip", "clash", "name", "none"]}

	related == {"slip": ["object/4"], "clash": [], "name": ["object/5"], "none": []}
}

test_every_reason_is_told_once if {
	every why in ["slip", "clash", "name", "none"] {
		{f.at | some f in _lints(why, true)} == {"object/0"}
	}
}

test_label_that_every_namespace_has if {
	some f in _lints("name", true)
	startswith(f.fix, "write kubernetes.io/metadata.name: {value}, which every namespace has")
}

test_silent_about_the_pods_of_the_policy if {
	_lints("slip", false) == set()
}
