package egress.way_test

import data.egress.way

_cluster(version, pool, controller) := object.union(
	asking,
	{"cluster": {"terway_version": version, "eip_pool": pool, "eip_controller": controller}},
)

# Who binds EIPs to pods: the controller in every version, Terway below 1.7.0 with its pool enabled.
test_request[name] if {
	some c in [
		[[1, 9, 0], "", "yes", "served"],
		[[1, 9, 0], "", "no", "unserved"],
		[[1, 9, 0], "true", "no", "unserved"],
		[[1, 7, 0], "true", "no", "unserved"],
		[[1, 6, 9], "true", "no", "served"],
		[[1, 6, 9], "true", "unknown", "served"],
		[[1, 6, 9], "", "no", "unserved"],
		[[1, 6, 9], "false", "no", "unserved"],
		[[1, 6, 9], "unknown", "no", "undecided"],
		[[1, 9, 0], "unknown", "no", "unserved"],
		[[], "true", "no", "undecided"],
		[[], "unknown", "no", "undecided"],
		[[], "", "no", "unserved"],
		[[], "", "yes", "served"],
		[[1, 9, 0], "", "unknown", "undecided"],
	]
	name := sprintf("%v pool %q controller %s", [c[0], c[1], c[2]])

	way.request == c[3] with input as world(_cluster(c[0], c[1], c[2]))
}

test_request_where_the_platform_acts[where] if {
	some where, changes in {
		"acs": {"cluster": {"product": "acs"}},
		"virtual node": {"source": {"virtual_node": true}},
	}
	way.request == "served" with input as world(object.union(asking, changes))
}

test_request_under_flannel_is_ignored if {
	way.request == "ignored" with input as world(object.union(asking, {"cluster": {"plugin": "flannel"}}))
}

test_no_request[who] if {
	some who, changes in {
		"does not ask": {},
		"says no": {"source": {"with_eip": {"present": true, "true": false, "false": true, "at": "source/1"}}},
		"is on the host network": object.union(asking, {"source": {"host_network": true}}),
	}
	way.request == "none" with input as world(changes)
}

_legacy := {"present": true, "true": true, "legacy": true, "at": "source/1"}

_misspelt := {"present": true, "true": true, "at": "source/4", "meant": "source/5"}

test_wishes_that_nobody_takes_for_one[how] if {
	some how, source in {
		"value": {"with_eip": {"present": true, "true": false, "false": false, "at": "source/1"}},
		"legacy": {"with_eip": _legacy, "on_ecs": true},
		"misplaced": {"misplaced": {"present": true, "at": "source/3"}},
		"misspelt": {"misspelt": _misspelt},
	}
	at := {"value": "source/1", "legacy": "source/1", "misplaced": "source/3", "misspelt": "source/4"}[how]

	way.request == "mistaken" with input as world({"source": source})
	way.mistake == how with input as world({"source": source})
	way.annotation == at with input as world({"source": source})
}

test_the_older_name_counts_on_virtual_nodes_and_where_the_node_is_not_known if {
	way.request == "served" with input as world({"source": {"with_eip": _legacy, "virtual_node": true}})
	way.request == "unserved" with input as world({"source": {"with_eip": _legacy}})
}

test_a_wish_beside_a_mistake_counts if {
	way.request == "unserved" with input as world({"source": object.union(asking.source, {"misspelt": _misspelt})})
}

_naming(changes) := {
	"source": object.union(
		{
			"eip_instance": {"present": true, "true": false, "at": "source/2"},
			"named_eip": {"evidence": "complete", "found": true, "id": "source/6", "holder": "", "elsewhere": "no"},
		},
		changes,
	),
	"cluster": {"eip_controller": "yes"},
}

test_flaws_of_an_eip_by_its_id[flaw] if {
	some flaw, changes in {
		"missing": {"named_eip": {"found": false}},
		"elsewhere": {"named_eip": {"elsewhere": "yes"}},
		"shared": {"shared": true},
	}
	flow := world(_naming(changes))

	way.request == "unfit" with input as flow
	way.flaw == flaw with input as flow
	way.request == "unserved" with input as object.union(flow, {"cluster": {"eip_controller": "no"}})
}

test_an_eip_by_its_id_that_can_be_bound[what] if {
	some what, changes in {
		"free": {},
		"perhaps elsewhere": {"named_eip": {"elsewhere": "maybe"}},
		"not exported": {"named_eip": {"found": false, "evidence": "partial"}},
	}
	way.request == "served" with input as world(_naming(changes))
}

test_terway_may_take_an_eip_away if {
	robbing := {"cluster": {"eip_rob": "true", "eip_pool": "true", "terway_version": [1, 5, 0]}}

	way.request == "served" with input as object.union(world(_naming({"named_eip": {"elsewhere": "yes"}})), robbing)
}

test_versions_that_act[who] if {
	some who, c in {
		"controller": [{"eip_controller": "yes", "eip_controller_version": [0, 9, 5]}, "served"],
		"controller before EIPs": [{"eip_controller": "yes", "eip_controller_version": [0, 1, 0]}, "unserved"],
		"controller without EIPs": [{"eip_controller": "yes", "eip_controller_list": "no"}, "unserved"],
		"first Terway with a pool": [{"eip_pool": "true", "terway_version": [1, 0, 10, 280]}, "served"],
		"Terway before it": [{"eip_pool": "true", "terway_version": [1, 0, 10, 279]}, "unserved"],
		"Terway of any build": [{"eip_pool": "true", "terway_version": [1, 0, 10]}, "undecided"],
		"Terway after it": [{"eip_pool": "true", "terway_version": [1, 7, 0]}, "unserved"],
	}
	way.request == c[1] with input as world(object.union(asking, {"cluster": c[0]}))
}

test_terway_gives_member_enis_no_eip if {
	trunk := object.union(asking, {"cluster": {"eip_pool": "true", "terway_version": [1, 5, 0]}})

	way.request == "served" with input as world(trunk)
	way.request == "unserved" with input as world(object.union(trunk, {"source": {"trunk": true}}))
}

_instance := {"eip_instance": {"present": true, "true": false, "at": "source/2"}}

test_naming_an_eip_asks_for_it_too if {
	way.request == "unserved" with input as world({"source": _instance})
	way.annotation == "source/2" with input as world({"source": _instance})
	way.annotation == "source/1" with input as world(asking)
}

_served(changes) := world(object.union_n([asking, {"cluster": {"eip_controller": "yes"}}, changes]))

test_an_eip_may_come[when] if {
	some when, changes in {
		"before the pod exists": {"source": {"exists": false}},
		"before EIPs are exported": {"pod": {"public": {"eips": "absent"}}},
		"before its address is known": {"pod": {"single": false}},
	}
	way.expected with input as _served(changes)
}

test_the_export_wins_over_the_annotation if {
	not way.expected with input as _served({})
	not way.expected with input as _served({"pod": {"public": {"eips": "absent", "addresses": [eip("pod/9", {})]}}})
	way.kind == "nat" with input as _served({})
}

test_no_eip_comes_when_nobody_acts if {
	not way.expected with input as world(object.union(asking, {"source": {"exists": false}}))
}
