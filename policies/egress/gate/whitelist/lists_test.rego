package egress.gate.whitelist_test

import data.egress.gate.whitelist

test_range_of_which_a_part_is_admitted if {
	hop := object.union(
		_hop("partial", "partly-admitted", "the lists of {database} admit only a part of {address}"),
		{"at": "pod/1", "names": {"database": "target/1", "address": "pod.address"}},
	)
	range := {"pod": {"single": false}}

	whitelist.hop == hop with input as _input([_list("mix", "maybe"), _second("mix", "no")], range)
	whitelist.hop.verdict == "allow" with input as _input([_list("mix", "maybe"), _second("mix", "yes")], range)
}

_blank(list) := object.union(list, {"empty": true})

test_a19_whitelist_without_any_entry[kind] if {
	some kind, export in {"rds": "DescribeDBInstanceIPArrayList", "mongodb": "DescribeSecurityIps"}
	hop := object.union(
		_hop(
			"unknown", "lists-empty",
			"the whitelist of {database} has no entry, not even the default, which looks like a lost export",
		),
		object.union(_database_at("target/4"), {"missing": [{"export": export, "of": "target/0"}]}),
	)
	changes := {"target": {"kind": kind}}

	whitelist.hop == hop with input as _input([_blank(_nowhere), _blank(_second("mix", "no"))], changes)
	whitelist.hop == hop with input as _input([], changes)
}

test_list_of_nobody_is_not_empty if {
	whitelist.hop.verdict == "deny" with input as _input([_blank(_nowhere), _second("mix", "no")], {})
}

test_entries_for_another_network_do_not_count if {
	lists := [_blank(_list("vpc", "no")), _second("classic", "no")]

	whitelist.hop.reason == "lists-empty" with input as _input(lists, _safety)
}

_evidence(reason, note) := object.union(
	_hop("unknown", reason, note),
	object.union(_database_at("target/4"), {"missing": [{
		"export": "DescribeDBInstanceIPArrayList",
		"of": "target/0",
	}]}),
)

test_lists_that_are_not_in_the_bundle if {
	hop := _evidence("lists-absent", "the whitelist of {database} is not in the bundle")

	whitelist.hop == hop with input as _input([], _about({"lists": "absent"}))
}

test_lists_that_are_there_in_part[covers] if {
	some covers in ["no", "maybe"]
	hop := _evidence(
		"lists-truncated",
		"the bundle holds only a part of the whitelist of {database}, and nothing in it admits the packet",
	)

	whitelist.hop == hop with input as _input([_list("mix", covers)], _about({"lists": "partial"}))
}

test_a_match_stands_in_a_part_of_the_lists if {
	whitelist.hop.verdict == "allow" with input as _input([_list("mix", "yes")], _about({"lists": "partial"}))
}

test_an_entry_that_cannot_be_read_is_a_doubt if {
	unread := object.union(_list("mix", "maybe"), {"unread": true})
	hop := whitelist.hop with input as _input([unread], {})
	[hop.verdict, hop.reason] == ["unknown", "entry-unread"]
}
