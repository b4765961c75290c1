package egress.gate.destination_acl_test

import data.egress.gate.destination_acl

_group(changes) := object.union(
	{
		"at": "pod/1",
		"type": "normal",
		"rules": "complete",
		"one_way": false,
		"inner": "accept",
		"shared": "no",
	},
	changes,
)

_rule(n, priority, action, match) := {
	"at": sprintf("pod/1%d", [n]),
	"id": sprintf("pod/2%d", [n]),
	"group": "pod/1",
	"priority": priority,
	"action": action,
	"match": match,
	"by_group": false,
	"missing": [],
}

_inbound(groups, rules) := {
	"known": count(groups) > 0,
	"groups": groups,
	"rules": rules,
	"missing": [],
	"managed": false,
	"source": "pod/0",
}

_interfaces := [{"export": "DescribeNetworkInterfaces", "of": ""}]

_input(groups, rules) := {
	"flow": {"family": "ipv4", "protocol": "tcp", "port": 3306, "gates": []},
	"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni", "injector": "yes"},
	"source": {"host_network": false, "virtual_node": false},
	"target": {
		"kind": "ip",
		"resolved": true,
		"ranges": ["rfc1918", "vpc"],
		"vpc_known": true,
		"subnet": true,
		"pod": false,
		"database": {"found": false},
	},
	"policy": {"self": false, "same_node": false, "target_host_network": false},
	"pod": {
		"missing": [],
		"security_group": {"known": true, "missing": []},
		"inbound": _inbound(groups, rules),
	},
}

_changed(changes) := object.union(_input([_group({})], []), changes)

_lost(missing, changes) := object.union_n([_input([], []), {"pod": {"inbound": {"missing": missing}}}, changes])

_hop(changes) := object.union(
	{"gate": "destination-acl", "names": {}, "at": "", "missing": [], "egress": []},
	changes,
)

_note("no-rule-accepts") := "no ingress rule accepts and {group} drops by default"

test_every_type_drops_what_no_rule_accepts[type] if {
	some type in ["normal", "enterprise", "unknown"]
	hop := _hop({
		"verdict": "deny",
		"reason": "no-rule-accepts",
		"note": _note("no-rule-accepts"),
		"names": {"group": "pod/1"},
		"at": "pod/1",
	})

	destination_acl.hop == hop with input as _input([_group({"type": type})], [])
}

test_rule_accepts if {
	hop := _hop({
		"verdict": "allow",
		"reason": "rule-accepts",
		"note": "{rule} of priority 5 accepts",
		"names": {"rule": "pod/10"},
		"at": "pod/10",
	})

	destination_acl.hop == hop with input as _input([_group({})], [_rule(0, 5, "accept", "yes")])
}

test_rule_drops if {
	rules := [_rule(0, 5, "accept", "yes"), _rule(1, 5, "drop", "yes")]

	destination_acl.hop.reason == "rule-drops" with input as _input([_group({})], rules)
	destination_acl.hop.at == "pod/11" with input as _input([_group({})], rules)
}

test_groups_of_both_types_drop if {
	groups := [_group({}), _group({"at": "pod/2", "type": "enterprise"})]

	destination_acl.hop.verdict == "deny" with input as _input(groups, [])
}

test_g12_members_reach_each_other_whatever_drops if {
	hop := _hop({
		"verdict": "allow",
		"reason": "inner-access",
		"note": "{group} lets its members reach each other, although {rule} of priority 1 drops",
		"names": {"group": "pod/1", "rule": "pod/10"},
		"at": "pod/1",
	})

	destination_acl.hop == hop with input as _input([_group({"shared": "yes"})], [_rule(0, 1, "drop", "yes")])
}

test_members_reach_each_other_without_a_rule if {
	note := "{group} lets its members reach each other"

	destination_acl.hop.note == note with input as _input([_group({"shared": "yes"})], [])
}

test_g13_isolated_members_do_not_reach_each_other if {
	isolated := [_group({"shared": "yes", "inner": "drop"})]

	destination_acl.hop.reason == "no-rule-accepts" with input as _input(isolated, [])
}

test_g13_rules_reopen_between_isolated_members if {
	isolated := [_group({"shared": "yes", "inner": "drop"})]

	destination_acl.hop.reason == "rule-accepts" with input as _input(isolated, [_rule(0, 1, "accept", "yes")])
}

test_enterprise_groups_have_no_inner_access if {
	destination_acl.hop.verdict == "deny" with input as _input([_group({"shared": "yes", "type": "enterprise"})], [])
}

# The facts of G14 say that nobody is a member who comes by a public address, and what may match is not known.
test_g14_public_address_of_a_member_has_no_inner_access if {
	public := {"target": {"ranges": [], "subnet": false}}

	destination_acl.hop.verdict == "deny" with input as _changed(public)
	maybe := object.union(_input([_group({})], [_rule(0, 1, "accept", "maybe")]), public)
	destination_acl.hop.reason == "rule-may-match" with input as maybe
	anybody := object.union(_input([_group({})], [_rule(0, 1, "accept", "yes")]), public)
	destination_acl.hop.reason == "rule-accepts" with input as anybody
}

test_shared_group_of_unknown_type if {
	hop := _hop({
		"verdict": "unknown",
		"reason": "inner-access-unknown",
		"note": "the rules drop it, but source and destination share {group}, whose members may reach each other",
		"names": {"group": "pod/1"},
		"at": "pod/1",
		"missing": [
			{"export": "DescribeSecurityGroupAttribute", "of": "pod/1"},
			{"export": "DescribeSecurityGroups", "of": ""},
		],
	})

	destination_acl.hop == hop with input as _input([_group({"shared": "yes", "type": "unknown"})], [])
}

test_source_that_may_be_a_member if {
	missing := [{"export": "DescribeInstances", "of": ""}]
	hop := _hop({
		"verdict": "unknown",
		"reason": "inner-access-unknown",
		"note": "the rules drop it, but source and destination may share {group}, whose members may reach each other",
		"names": {"group": "pod/1"},
		"at": "pod/1",
		"missing": missing,
	})
	unplaced := {"pod": {"security_group": {"known": false, "missing": missing}}}

	destination_acl.hop == hop with input as object.union(_input([_group({"shared": "maybe"})], []), unplaced)
}

test_source_that_may_be_a_member_passes_by_rule if {
	rules := [_rule(0, 1, "accept", "yes")]

	destination_acl.hop.verdict == "allow" with input as _input([_group({"shared": "maybe"})], rules)
}

test_a24_rules_that_are_not_whole[evidence] if {
	some evidence in ["absent", "partial"]

	destination_acl.hop.reason == "rules-incomplete" with input as _input([_group({"rules": evidence})], [])
}

test_rules_that_are_not_whole_of_a_shared_group_of_unknown_type if {
	missing := [
		{"export": "DescribeSecurityGroupAttribute", "of": "pod/1"},
		{"export": "DescribeSecurityGroups", "of": ""},
	]
	shared := _group({"rules": "partial", "shared": "yes", "type": "unknown"})

	every item in missing {
		item in destination_acl.hop.missing with input as _input([shared], [])
	}
}

test_one_way_export if {
	note := concat("", [
		_note("no-rule-accepts"),
		"; its rules are all egress rules: check that the export was not limited to egress",
	])

	destination_acl.hop.note == note with input as _input([_group({"one_way": true})], [])
}

test_unknown_owner if {
	hop := _hop({
		"verdict": "unknown",
		"reason": "owner-unknown",
		"note": "nothing tells which ENI {target} has, so its ingress rules are not known",
		"names": {"target": "target"},
		"missing": _interfaces,
	})

	destination_acl.hop == hop with input as _lost(_interfaces, {})
	destination_acl.hop == hop with input as _lost(_interfaces, {"target": {"pod": true}})
	destination_acl.hop == hop with input as _lost(_interfaces, {"cluster": {"plugin": "unknown"}})
}

test_a30_nobody_owns_the_address if {
	note := "no exported ENI belongs to {target}, so nothing tells what it lets in"

	destination_acl.hop.note == note with input as _lost([], {})
	destination_acl.hop.verdict == "unknown" with input as _lost([], {})
	destination_acl.hop.missing == [] with input as _lost([], {})
}

test_unknown_exit if {
	hop := _hop({
		"verdict": "unknown",
		"reason": "exit-unknown",
		"note": "nothing tells which address the packet arrives from at {target}",
		"names": {"target": "target"},
		"missing": [{"export": "DescribeClusterDetail", "of": ""}],
	})

	destination_acl.hop == hop with input as _changed({"cluster": {"plugin": "unknown"}})
}

test_flannel_packets_arrive_from_the_node if {
	node := {"missing": [], "inbound": _inbound([_group({"at": "node/1"})], [])}

	flannel := _changed({"cluster": {"plugin": "flannel"}, "node": node})
	destination_acl.hop.at == "node/1" with input as flannel
}

test_not_on_the_way[what] if {
	some what, changes in {
		"internet": {"target": {"ranges": [], "subnet": false}},
		"platform": {"target": {"ranges": ["shared"], "subnet": false}},
		"another network": {"target": {"ranges": ["rfc1918"], "subnet": false}},
		"database by address": {"target": {"database": {"found": true}}},
		"pod of the node": {"target": {"pod": true}, "policy": {"same_node": true}},
		"pod of Flannel": {"target": {"pod": true}, "cluster": {"plugin": "flannel"}},
	}

	not destination_acl.hop with input as _lost(_interfaces, changes)
}

test_services_have_lists_of_their_own[kind] if {
	some kind in ["rds", "redis", "mongodb", "polardb", "oss", "lb", "clb", "nlb", "alb"]

	not destination_acl.hop with input as _changed({"target": {"kind": kind}})
	not destination_acl.hop with input as _lost(_interfaces, {"target": {"kind": kind}})
}

test_pods_behind_a_service_have_groups if {
	destination_acl.hop.verdict == "deny" with input as _changed({"target": {"kind": "lb", "pod": true}})
}

test_address_that_may_be_in_the_vpc[what] if {
	some what, changes in {
		"VPC not known": {"ranges": ["rfc1918"], "subnet": false, "vpc_known": false},
		"vSwitch": {"ranges": [], "vpc_known": false},
	}

	destination_acl.hop.reason == "owner-unknown" with input as _lost(_interfaces, {"target": changes})
}

test_managed_eni_may_accept_by_rules_of_its_service if {
	hop := _hop({
		"verdict": "unknown",
		"reason": "managed-eni",
		"note": "no ingress rule accepts, but {target} belongs to a cloud service, which may add rules of its own",
		"names": {"target": "target"},
	})

	destination_acl.hop == hop with input as _changed({"pod": {"inbound": {"managed": true}}})
}

test_managed_eni_is_judged[what] if {
	managed := {"pod": {"inbound": {"managed": true}}}
	some what, flow in {
		"explicit drop": object.union(_input([_group({})], [_rule(0, 1, "drop", "yes")]), managed),
		"pod": object.union(_changed(managed), {"target": {"pod": true}}),
	}

	destination_acl.hop.verdict == "deny" with input as flow
}

# A28: whether a packet to the source's own public address comes back is the eip gate's doubt.
test_a28_own_public_address if {
	own := {"pod": {"public": {"addresses": [{"asked": true}]}}}
	other := {"pod": {"public": {"addresses": [{"asked": false}]}}}

	not destination_acl.hop with input as _changed(own)
	destination_acl.hop.verdict == "deny" with input as _changed(other)
}

test_injector_adds_a_rule[helps] if {
	some helps, row in {
		"yes": {"verdict": "unknown", "missing": 0},
		"unknown": {"verdict": "unknown", "missing": 2},
		"no": {"verdict": "deny", "missing": 0},
	}
	asking := _changed({"cluster": {"injector": helps}, "source": {"injector": true, "injection": {"at": "source/3"}}})

	destination_acl.hop.verdict == row.verdict with input as asking
	count(destination_acl.hop.missing) == row.missing with input as asking
}

test_injector_does_not_lift_a_drop if {
	asking := object.union(_input([_group({})], [_rule(0, 5, "drop", "yes")]), {"source": {"injector": true}})

	destination_acl.hop.reason == "rule-drops" with input as asking
}
