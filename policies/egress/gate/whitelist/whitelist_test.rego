package egress.gate.whitelist_test

import data.egress.gate.whitelist

_list(network, covers) := {
	"at": "pod/1",
	"group": "pod/2",
	"hidden": false,
	"template": false,
	"network": network,
	"covers": covers,
	"anyone": false,
	"empty": false,
}

_second(network, covers) := object.union(_list(network, covers), {"at": "pod/3", "group": "pod/4"})

_nowhere := _list("mix", "no")

_exit(lists) := {
	"known": true,
	"single": true,
	"missing": [{"export": "DescribeNetworkInterfaces", "of": ""}],
	"whitelist": lists,
	"admitted_groups": null,
	"range": "pod/9",
	"security_group": {"known": true, "missing": []},
	"route": {"evidence": "complete", "covering": []},
}

_database := {
	"found": true,
	"id": "target/0",
	"at": "target/1",
	"status": "Running",
	"endpoints": "complete",
	"endpoint": {
		"known": true,
		"at": "target/2",
		"type": "private",
		"port_open": true,
		"ports": "target/3",
		"vpc": "same",
	},
	"mode": "normal",
	"password_free": false,
	"classic": false,
	"lists": "complete",
	"groups": "complete",
	"templates": "complete",
	"list_at": "target/4",
	"security_groups": null,
	"missing": null,
}

# A Terway pod and an RDS instance of its VPC, unless told otherwise.
_input(lists, changes) := object.union(
	{
		"flow": {"family": "ipv4", "protocol": "tcp", "port": 3306},
		"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni", "injector": "yes"},
		"source": {"host_network": false, "virtual_node": false, "injector": false},
		"target": {"kind": "rds", "resolved": true, "subnet": true, "pod": false, "database": _database},
		"pod": _exit(lists),
		"node": _exit([]),
	},
	changes,
)

_about(changes) := {"target": {"database": changes}}

_flannel := {"cluster": {"plugin": "flannel"}}

_hop(verdict, reason, note) := {
	"gate": "whitelist",
	"verdict": verdict,
	"reason": reason,
	"note": note,
	"names": {},
	"at": "",
	"missing": [],
	"egress": [],
}

_database_at(handle) := {"at": handle, "names": {"database": "target/1"}}

test_other_targets_have_no_whitelist[kind] if {
	some kind in ["internet", "internet6", "ip", "host", "pod", "svc", "oss"]

	not whitelist.hop with input as _input([_nowhere], {"target": {"kind": kind}})
}

test_every_kind_of_database_has_one[kind] if {
	some kind, status in {"rds": "Running", "redis": "Normal", "mongodb": "Running", "polardb": "Running"}
	changes := {"target": {"kind": kind, "database": {"status": status}}}

	whitelist.hop.verdict == "deny" with input as _input([_nowhere], changes)
	whitelist.hop.verdict == "allow" with input as _input([_list("mix", "yes")], changes)
}

test_list_that_holds_the_address_admits if {
	hop := object.union(
		_hop("allow", "list-admits", "{list} admits {address}"),
		{"at": "pod/3", "names": {"list": "pod/3", "address": "pod.address"}},
	)

	whitelist.hop == hop with input as _input([_nowhere, _second("mix", "yes")], {})
}

test_no_list_holds_the_address if {
	hop := object.union(
		_hop(
			"deny", "lacks-pod-vswitch",
			"no list or template of {database} admits {address}",
		),
		{"at": "pod/1", "names": {"database": "target/1", "address": "pod.address"}},
	)

	whitelist.hop == hop with input as _input([_nowhere], {})
}

test_what_is_not_in_the_bundle_is_not_considered[note] if {
	some row in [
		{"of": {"templates": "absent"}, "is": "no list of {database} admits {address}; whitelist templates are"},
		{"of": {"groups": "absent"}, "is": "no list or template of {database} admits {address}; admitted security groups are"},
		{
			"of": {"templates": "absent", "groups": "absent"},
			"is": "no list of {database} admits {address}; whitelist templates and admitted security groups are",
		},
	]
	note := concat(" ", [row.is, "not in the bundle and not considered"])

	whitelist.hop.note == note with input as _input([_nowhere], _about(row.of))
}

test_a_part_of_what_admits_beside_the_lists[export] if {
	some row in [
		{"kind": "rds", "of": {"groups": "partial"}, "is": "DescribeSecurityGroupConfiguration"},
		{"kind": "rds", "of": {"templates": "partial"}, "is": "DescribeInstanceLinkedWhitelistTemplate"},
		{"kind": "polardb", "of": {"templates": "partial"}, "is": "DescribeGlobalSecurityIPGroupRelation"},
	]
	export := row.is
	flow := _input([_nowhere], {"target": {"kind": row.kind, "database": row.of}})

	whitelist.hop.verdict == "unknown" with input as flow
	whitelist.hop.missing == [{"export": export, "of": "target/0"}] with input as flow
}

_template(network, covers) := object.union(_second(network, covers), {"template": true})

test_template_admits if {
	whitelist.hop.verdict == "allow" with input as _input([_nowhere, _template("unknown", "yes")], {})
}

test_template_is_not_edited if {
	whitelist.hop.at == "pod/1" with input as _input([_template("unknown", "no"), _nowhere], {})
	whitelist.command_names.group == "pod/2" with input as _input([_template("unknown", "no"), _nowhere], {})
}

test_template_in_the_enhanced_mode if {
	note := "{list} admits the address, and whether templates serve {endpoint} in the enhanced mode is not documented"
	flow := _input([_list("vpc", "no"), _template("unknown", "yes")], _about({"mode": "safety"}))

	whitelist.hop.verdict == "unknown" with input as flow
	whitelist.hop.note == note with input as flow
}

test_g40_hidden_list_admits if {
	hidden := object.union(_second("mix", "yes"), {"hidden": true})
	hop := object.union(
		_hop("allow", "list-admits", "{list}, which the console hides, admits {address}"),
		{"at": "pod/3", "names": {"list": "pod/3", "address": "pod.address"}},
	)

	whitelist.hop == hop with input as _input([_nowhere, hidden], {})
}

test_visible_list_is_named_before_a_hidden_one if {
	lists := [object.union(_list("mix", "yes"), {"hidden": true}), _second("mix", "yes")]

	whitelist.hop.at == "pod/3" with input as _input(lists, {})
}

test_g41_flannel_needs_the_address_of_the_node if {
	changes := object.union(_flannel, {"node": {"whitelist": [_second("mix", "no")]}})
	hop := object.union(
		_hop(
			"deny", "lacks-node-vswitch",
			"no list or template of {database} admits {address}",
		),
		{"at": "pod/3", "names": {"database": "target/1", "address": "node.address"}},
	)

	whitelist.hop == hop with input as _input([_list("mix", "yes")], changes)
}

test_terway_needs_the_address_of_the_pod if {
	changes := {"node": {"whitelist": [_second("mix", "yes")]}}

	whitelist.hop.reason == "lacks-pod-vswitch" with input as _input([_nowhere], changes)
}

test_host_network_needs_the_address_of_the_node if {
	changes := {"source": {"host_network": true}, "node": {"whitelist": [_second("mix", "yes")]}}

	whitelist.hop.verdict == "allow" with input as _input([_nowhere], changes)
}

test_state_of_the_instance[status] if {
	some status, verdict in {"Running": "allow", "running": "allow", "": "allow", "Rebooting": "unknown"}

	whitelist.hop.verdict == verdict with input as _input([_list("mix", "yes")], _about({"status": status}))
}

test_instance_that_is_not_running if {
	hop := object.union(
		_hop("unknown", "not-running", "the whitelist admits it, but {database} is in state \"Rebooting\""),
		_database_at("target/1"),
	)

	whitelist.hop == hop with input as _input([_list("mix", "yes")], _about({"status": "Rebooting"}))
}

test_state_does_not_lift_a_denial if {
	whitelist.hop.verdict == "deny" with input as _input([_nowhere], _about({"status": "Rebooting"}))
}

test_place_to_edit[place] if {
	some row in [
		{"lists": [_nowhere], "of": {}, "is": "pod/1"},
		{"lists": [object.union(_nowhere, {"hidden": true}), _second("mix", "no")], "of": {}, "is": "pod/3"},
		{"lists": [object.union(_nowhere, {"hidden": true})], "of": {}, "is": "target/4"},
		{"lists": [object.union(_nowhere, {"hidden": true})], "of": {"list_at": ""}, "is": "target/1"},
	]
	place := row.is

	whitelist.hop.at == place with input as _input(row.lists, _about(row.of))
}

_situations := [{"lists": lists, "of": changes} |
	some type in ["private", "inner", "public"]
	some mode in ["normal", "safety"]
	some evidence in ["complete", "partial"]
	some covers in ["yes", "no", "maybe"]
	some network in ["mix", "classic", "unknown"]
	lists := [_list(network, covers)]
	changes := object.union(
		_about({"endpoint": {"type": type, "port_open": network != "unknown"}, "mode": mode, "lists": evidence}),
		{"source": {"injector": type == "inner"}},
	)
]

# More lists never take an admission away.
test_admission_is_monotone if {
	answers := [[first, more] |
		some s in _situations
		first := whitelist.hop.verdict with input as _input(s.lists, s.of)
			with data.egress.way.sources as [{"address": "pod/5", "whitelist": s.lists}]
		both := array.concat(s.lists, [_second("mix", "yes")])
		more := whitelist.hop.verdict with input as _input(both, s.of)
			with data.egress.way.sources as [{"address": "pod/5", "whitelist": both}]
	]
	count(answers) == 108
	{more | some [first, more] in answers; first == "allow"} == {"allow"}
}

# Whatever is denied, wholly or in part, is told by one rule; nothing else is told.
test_every_denial_has_one_finding if {
	told := {[verdict, count(rules)] |
		some s in _situations
		some changes in [s.of, object.union(s.of, _flannel)]
		flow := object.union(_input(s.lists, changes), {"node": {"whitelist": s.lists}})
		sources := [{"address": "pod/5", "whitelist": s.lists}]
		hop := whitelist.hop with input as flow with data.egress.way.sources as sources
		rules := {rule | some rule; some _ in data.egress.rules.whitelist[rule].findings} with input as flow
			with data.egress.way.sources as sources
			with data.egress.path.hops as [hop]
		verdict := hop.verdict
	}
	told == {["deny", 1], ["partial", 1], ["allow", 0], ["unknown", 0]}
}
