package egress.gate.whitelist_test

import data.egress.gate.whitelist

_unsure := _hop("unknown", "exit-unknown", "nothing tells with which address {database} sees the packet")

_names := {"names": {"database": "target/1"}}

test_unknown_plugin_leaves_it_unknown if {
	hop := object.union(
		object.union(_unsure, _names),
		{"missing": [{"export": "DescribeClusterDetail", "of": ""}]},
	)

	whitelist.hop == hop with input as _input([_list("mix", "yes")], {"cluster": {"plugin": "unknown"}})
}

test_unknown_address_leaves_it_unknown if {
	hop := object.union(
		object.union(_unsure, _names),
		{"missing": [{"export": "DescribeNetworkInterfaces", "of": ""}]},
	)

	whitelist.hop == hop with input as _input([_nowhere], {"pod": {"known": false, "single": false}})
}

test_address_without_its_vswitch_is_enough[verdict] if {
	some covers, verdict in {"yes": "allow", "no": "deny"}

	whitelist.hop.verdict == verdict with input as _input([_list("mix", covers)], {"pod": {"known": false}})
}

_anyone := object.union(_second("mix", "yes"), {"anyone": true})

test_list_of_everybody_needs_no_address[what] if {
	some what, changes in {
		"known": {},
		"unknown plugin": {"cluster": {"plugin": "unknown"}},
		"unknown address": {"pod": {"known": false, "single": false}},
		"public endpoint": _about({"endpoint": {"type": "public"}}),
	}
	hop := object.union(
		_hop("allow", "anyone", "{list} admits every address"),
		{"at": "pod/3", "names": {"list": "pod/3"}},
	)

	whitelist.hop == hop with input as _input([_nowhere, _anyone], changes)
		with data.egress.way.sources as []
}

test_list_of_everybody_of_the_wrong_network_admits_nobody if {
	lists := [object.union(_anyone, {"network": "classic"}), _list("vpc", "no")]

	whitelist.hop.reason == "network-type" with input as _input(lists, _safety)
}

_public := _about({"endpoint": {"type": "public"}})

_from(answers) := [source |
	some i, covers in answers
	source := {"address": sprintf("pod/5%d", [i]), "whitelist": [_list("mix", covers)]}
]

test_public_endpoint_without_a_way_out if {
	hop := object.union(
		object.union(_unsure, _names),
		{"reason": "way-unknown", "missing": [{"export": "DescribeNetworkInterfaces", "of": ""}]},
	)

	whitelist.hop == hop with input as _input([_list("mix", "yes")], _public)
		with data.egress.way.sources as []
}

test_public_endpoint_and_an_unknown_plugin if {
	changes := object.union(_public, {"cluster": {"plugin": "unknown"}})

	whitelist.hop.reason == "way-unknown" with input as _input([_nowhere], changes)
		with data.egress.way.sources as _from(["yes"])
}

test_public_endpoint_sees_the_public_address if {
	hop := object.union(
		_hop("allow", "list-admits", "{list} admits {address}"),
		{"at": "pod/1", "names": {"list": "pod/1", "address": "pod/50"}},
	)

	whitelist.hop == hop with input as _input([_nowhere], _public)
		with data.egress.way.sources as _from(["yes"])
}

test_public_endpoint_does_not_see_the_private_address if {
	hop := object.union(
		_hop(
			"deny", "lacks-public-address",
			"no list or template of {database} admits {address}",
		),
		{"at": "pod/1", "names": {"database": "target/1", "address": "pod/50"}},
	)

	whitelist.hop == hop with input as _input([_list("mix", "yes")], _public)
		with data.egress.way.sources as _from(["no", "no"])
}

test_all_public_addresses_have_to_be_admitted[verdict] if {
	some row in [
		{"answers": ["yes", "yes"], "is": "allow"},
		{"answers": ["no", "yes"], "is": "partial"},
		{"answers": ["no", "no"], "is": "deny"},
	]
	verdict := row.is

	whitelist.hop.verdict == verdict with input as _input([_nowhere], _public)
		with data.egress.way.sources as _from(row.answers)
}

test_several_public_addresses_that_are_admitted if {
	note := "{list} admits {address}, and the other public addresses are admitted too"

	whitelist.hop.note == note with input as _input([_nowhere], _public)
		with data.egress.way.sources as _from(["yes", "yes"])
}

test_some_of_the_public_addresses if {
	hop := object.union(
		_hop("partial", "partly-admitted", concat("", [
			"the lists of {database} admit only some of the public addresses ",
			"that the packet may come from, not {address}",
		])),
		{"at": "pod/1", "names": {"database": "target/1", "address": "pod/51"}},
	)

	whitelist.hop == hop with input as _input([_nowhere], _public)
		with data.egress.way.sources as _from(["yes", "no"])
}

test_doubt_about_one_public_address_is_doubt_about_all if {
	mixed := array.concat(
		_from(["yes"]),
		[{"address": "pod/59", "whitelist": [_list("unknown", "yes"), _second("unknown", "no")]}],
	)
	changes := object.union(_public, _about({"mode": "safety"}))

	whitelist.hop.reason == "network-unknown" with input as _input([_nowhere], changes)
		with data.egress.way.sources as mixed
}

test_public_addresses_refused_for_different_reasons if {
	mixed := array.concat(_from(["no"]), [{"address": "pod/59", "whitelist": []}])

	whitelist.hop.reason == "lacks-public-address" with input as _input([_nowhere], _public)
		with data.egress.way.sources as mixed
}
