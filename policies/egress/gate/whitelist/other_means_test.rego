package egress.gate.whitelist_test

import data.egress.gate.whitelist

_redis(changes) := object.union(
	{"target": {"kind": "redis", "database": {"status": "Normal", "password_free": true, "classic": true}}},
	changes,
)

test_password_free_clients_need_no_list[evidence] if {
	some evidence in ["complete", "partial", "absent"]
	hop := object.union(
		_hop(
			"allow", "password-free",
			"{database} asks clients of its VPC for no password and looks at no list",
		),
		_database_at("target/1"),
	)

	whitelist.hop == hop with input as _input([_nowhere], _redis(_about({"lists": evidence})))
}

test_password_free_is_not_told_when_a_list_admits if {
	whitelist.hop.reason == "list-admits" with input as _input([_list("mix", "yes")], _redis({}))
}

test_password_free_skips_lists_for_some_only[what] if {
	some what, changes in {
		"cloud native": _about({"classic": false}),
		"with password": _about({"password_free": false}),
		"public endpoint": _about({"endpoint": {"type": "public"}}),
	}

	whitelist.hop.verdict == "deny" with input as _input([_nowhere], _redis(changes))
		with data.egress.way.sources as _from(["no"])
}

test_password_free_in_another_vpc[vpc] if {
	some vpc in ["other", "unknown"]
	hop := object.union(
		_hop("unknown", "password-free-elsewhere", concat("", [
			"{database} admits some clients without a list, ",
			"and nothing tells whether CEN connects their VPC to its own",
		])),
		_database_at("target/1"),
	)

	whitelist.hop == hop with input as _input([_nowhere], _redis(_about({"endpoint": {"vpc": vpc}})))
}

_grouped(changes) := object.union(
	{
		"pod": {"admitted_groups": ["pod/7"]},
		"node": {"admitted_groups": ["node/7"], "whitelist": [_nowhere]},
		"target": {"database": {"security_groups": ["target/7"]}},
	},
	changes,
)

test_group_admits_its_nodes[what] if {
	some what, changes in {"flannel": _flannel, "host network": {"source": {"host_network": true}}}
	hop := object.union(
		_hop("allow", "group-admits", "{database} admits the members of {group}"),
		{"at": "node/7", "names": {"database": "target/1", "group": "node/7"}},
	)

	whitelist.hop == hop with input as _input([], _grouped(changes))
}

test_a18_group_of_a_pod if {
	hop := object.union(
		_hop("unknown", "group-of-pod", concat("", [
			"{database} admits {group}, ",
			"and it is not documented whether that means more than the nodes in it",
		])),
		{"at": "pod/7", "names": {"database": "target/1", "group": "pod/7"}},
	)

	whitelist.hop == hop with input as _input([_nowhere], _grouped({}))
}

test_group_of_a_pod_does_not_make_up_for_lists_that_are_not_known if {
	changes := _grouped(_about({"lists": "absent"}))

	whitelist.hop.reason == "lists-absent" with input as _input([], changes)
}

test_group_and_public_address_of_its_nodes if {
	changes := object.union(_grouped(_flannel), _public)

	whitelist.hop.reason == "group-of-pod" with input as _input([_nowhere], changes)
		with data.egress.way.sources as _from(["no"])
}

test_list_admits_whatever_the_groups_are if {
	whitelist.hop.reason == "list-admits" with input as _input([_list("mix", "yes")], _grouped({}))
}

test_other_groups_do_not_help[what] if {
	some what, changes in {"terway": {}, "flannel": _flannel}
	others := {"pod": {"admitted_groups": []}, "node": {"admitted_groups": []}}

	whitelist.hop.verdict == "deny" with input as _input([_nowhere], object.union(_grouped(changes), others))
}

test_groups_that_are_not_known[what] if {
	some what, changes in {"pod": {}, "node": _flannel}
	missing := [{"export": "DescribeInstances", "of": "node.eni"}]
	unknown := {"admitted_groups": null, "security_group": {"known": false, "missing": missing}}
	hop := object.union(
		_hop(
			"unknown", "groups-unknown",
			"{database} admits {group}, and nothing tells the security groups of {eni}",
		),
		{
			"at": "target/7",
			"names": {"database": "target/1", "group": "target/7", "eni": sprintf("%s.eni", [what])},
			"missing": missing,
		},
	)
	facts := _grouped(object.union(changes, {"pod": unknown, "node": unknown}))

	whitelist.hop == hop with input as _input([_nowhere], facts)
}

test_groups_that_are_not_known_mean_nothing_without_groups_to_admit if {
	unknown := {"pod": {"security_group": {"known": false}}}

	whitelist.hop.verdict == "deny" with input as _input([_nowhere], unknown)
}

_injected(changes) := object.union({"source": {"injector": true}}, changes)

test_a32_injector_adds_the_pod_at_run_time[covers] if {
	some covers in ["no", "maybe"]
	hop := object.union(
		_hop("unknown", "runtime-whitelist", concat("", [
			"no list of {database} admits {address}, ",
			"but the injector adds the address of {source} when it starts",
		])),
		{
			"at": "source",
			"names": {"database": "target/1", "address": "pod.address", "source": "source"},
		},
	)

	whitelist.hop == hop with input as _input([_list("mix", covers)], _injected({}))
}

test_injector_that_may_not_be_there[injector] if {
	some injector in ["unseen", "unknown"]
	changes := object.union(_injected({"source": {"injection": {"at": "source/8"}}}), {"cluster": {"injector": injector}})
	flow := _input([_list("mix", "no")], changes)

	whitelist.hop.verdict == "unknown" with input as flow
	whitelist.hop.reason == "injector-unknown" with input as flow
	whitelist.hop.at == "source/8" with input as flow
	count(whitelist.hop.missing) == 2 with input as flow
}

test_injector_that_is_not_there if {
	changes := _injected({"cluster": {"injector": "no"}})

	whitelist.hop.verdict == "deny" with input as _input([_list("mix", "no")], changes)
}

test_injector_of_a_pod_on_the_host_network_adds_its_node if {
	changes := _injected({"source": {"host_network": true}, "node": {"whitelist": [_nowhere]}})

	whitelist.hop.reason == "runtime-whitelist" with input as _input([], changes)
}

test_injector_does_not_help[what] if {
	some what, changes in {
		"flannel": object.union(_flannel, {"node": {"whitelist": [_nowhere]}}),
		"public endpoint": _public,
	}

	whitelist.hop.verdict == "deny" with input as _input([_nowhere], _injected(changes))
		with data.egress.way.sources as _from(["no"])
}

test_injector_is_not_told_when_a_list_admits if {
	whitelist.hop.reason == "list-admits" with input as _input([_list("mix", "yes")], _injected({}))
}
