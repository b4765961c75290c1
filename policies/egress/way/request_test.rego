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
		"says something else": {"source": {"with_eip": {"present": true, "true": false, "at": "source/1"}}},
		"is on the host network": object.union(asking, {"source": {"host_network": true}}),
	}
	way.request == "none" with input as world(changes)
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
