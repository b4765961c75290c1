package egress.gate.whitelist_test

import data.egress.gate.whitelist

_networks := ["mix", "vpc", "classic", "unknown"]

# Which of mix, vpc, classic and unknown count for an endpoint.
test_counts[name] if {
	some name, row in {
		"standard": {"mode": "normal", "type": "private", "is": ["yes", "yes", "yes", "yes"]},
		"enhanced, private": {"mode": "safety", "type": "private", "is": ["yes", "yes", "no", "maybe"]},
		"enhanced, public": {"mode": "safety", "type": "public", "is": ["yes", "no", "yes", "maybe"]},
		"enhanced, classic": {"mode": "safety", "type": "inner", "is": ["yes", "no", "yes", "maybe"]},
		"not known, private": {"mode": "unknown", "type": "private", "is": ["yes", "yes", "maybe", "maybe"]},
		"not known, public": {"mode": "unknown", "type": "public", "is": ["yes", "maybe", "yes", "maybe"]},
	}
	counts := {network: row.is[i] | some i, network in _networks}
	changes := _about({"mode": row.mode, "endpoint": {"type": row.type}})

	whitelist.counts == counts with input as _input([], changes)
}

test_modes_are_those_of_rds[kind] if {
	some kind in ["redis", "mongodb", "polardb"]
	changes := object.union(_about({"mode": "safety"}), {"target": {"kind": kind}})

	whitelist.counts.classic == "yes" with input as _input([], changes)
}

_safety := _about({"mode": "safety"})

test_g39_list_of_the_wrong_network if {
	hop := object.union(
		_hop(
			"deny", "network-type",
			"{list} admits the address, but only over the classic network and the internet",
		),
		{"at": "pod/1", "names": {"list": "pod/1"}},
	)
	lists := [_list("classic", "yes"), _second("vpc", "no")]

	whitelist.hop == hop with input as _input(lists, _safety)
}

test_g39_without_any_list_for_the_endpoint if {
	whitelist.hop.reason == "network-type" with input as _input([_list("classic", "yes")], _safety)
	whitelist.hop.reason == "lacks-pod-vswitch" with input as _input([_list("classic", "no")], _safety)
}

test_g39_admits_in_the_standard_mode if {
	lists := [_list("classic", "yes"), _second("vpc", "no")]

	whitelist.hop.verdict == "allow" with input as _input(lists, {})
}

test_list_of_the_right_network_is_named if {
	lists := [_list("classic", "yes"), _second("vpc", "yes")]

	whitelist.hop.at == "pod/3" with input as _input(lists, _safety)
}

test_part_on_a_list_of_the_wrong_network_admits_nothing if {
	lists := [_list("classic", "maybe"), _second("vpc", "no")]
	range := object.union(_safety, {"pod": {"single": false}})

	whitelist.hop.reason == "network-type" with input as _input(lists, range)
}

test_part_and_doubt_are_a_doubt if {
	lists := [_list("vpc", "maybe"), _second("unknown", "maybe")]
	range := object.union(_safety, {"pod": {"single": false}})

	whitelist.hop.reason == "network-unknown" with input as _input(lists, range)
	whitelist.hop.at == "pod/3" with input as _input(lists, range)
}

test_list_in_doubt_is_one_that_holds_the_address if {
	lists := [_list("unknown", "no"), _second("unknown", "yes")]

	whitelist.hop.at == "pod/3" with input as _input(lists, _safety)
}

test_admitting_is_the_first_list_that_counts_and_holds[name] if {
	some name, row in {
		"holds": {"lists": [_list("vpc", "no"), _second("vpc", "yes")], "is": ["pod/3"]},
		"holds a part": {"lists": [_list("vpc", "maybe"), _second("vpc", "yes")], "is": ["pod/1"]},
		"counts": {"lists": [_list("classic", "yes"), _second("vpc", "yes")], "is": ["pod/3"]},
		"none": {"lists": [_list("classic", "yes"), _second("vpc", "no")], "is": []},
	}
	found := [place | place := whitelist.admitting(row.lists).at] with input as _input([], _safety)

	found == row.is
}

test_list_of_vpcs_serves_no_public_endpoint if {
	changes := object.union(_safety, _about({"endpoint": {"type": "public"}}))
	lists := [_list("vpc", "yes"), _second("classic", "no")]

	whitelist.hop.note == "{list} admits the address, but only over VPCs" with input as _input([], changes)
		with data.egress.way.sources as [{"address": "pod/5", "whitelist": lists}]
}

test_classic_endpoint_is_served_by_lists_of_the_classic_network if {
	changes := object.union(_safety, _about({"endpoint": {"type": "inner"}}))

	whitelist.hop.verdict == "allow" with input as _input([_list("classic", "yes")], changes)
	whitelist.hop.reason == "network-type" with input as _input([_list("vpc", "yes")], changes)
}

# A31: without its network, a list that holds the address may be of the wrong one.
test_a31_lists_without_a_network[name] if {
	some name, row in {
		"some hold it": {"lists": [_list("unknown", "yes"), _second("unknown", "no")], "is": "unknown"},
		"all hold it": {"lists": [_list("unknown", "yes"), _second("unknown", "yes")], "is": "allow"},
		"none holds it": {"lists": [_list("unknown", "no"), _second("unknown", "no")], "is": "deny"},
		"a part of it": {"lists": [_list("unknown", "maybe")], "is": "unknown"},
		"another admits": {"lists": [_list("unknown", "no"), _second("vpc", "yes")], "is": "allow"},
		"beside one that does not": {"lists": [_list("unknown", "yes"), _second("vpc", "no")], "is": "unknown"},
		"beside the wrong network": {"lists": [_list("unknown", "yes"), _second("classic", "no")], "is": "allow"},
	}

	whitelist.hop.verdict == row.is with input as _input(row.lists, _safety)
}

test_doubt_about_the_network_names_what_would_tell[mode] if {
	some mode, export in {"safety": "DescribeDBInstanceIPArrayList", "unknown": "DescribeDBInstanceNetInfo"}
	hop := object.union(
		_hop(
			"unknown", "network-unknown",
			"{list} admits the address, and nothing tells whether it serves the network of {endpoint}",
		),
		{
			"at": "pod/1",
			"names": {"list": "pod/1", "endpoint": "target/2"},
			"missing": [{"export": export, "of": "target/0"}],
		},
	)
	lists := [_list("unknown", "yes"), _second("unknown", "no")]

	whitelist.hop == hop with input as _input(lists, _about({"mode": mode}))
}

test_mode_that_is_not_known[name] if {
	some name, row in {
		"classic list alone holds it": {"lists": [_list("classic", "yes")], "is": "unknown"},
		"list of both": {"lists": [_list("mix", "yes")], "is": "allow"},
		"list of VPCs": {"lists": [_list("vpc", "yes")], "is": "allow"},
		"no list": {"lists": [_list("classic", "no"), _second("vpc", "no")], "is": "deny"},
	}

	whitelist.hop.verdict == row.is with input as _input(row.lists, _about({"mode": "unknown"}))
}
