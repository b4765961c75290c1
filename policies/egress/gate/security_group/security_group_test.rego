package egress.gate.security_group_test

import data.egress.gate.security_group

_group(type) := {
	"at": "pod/1",
	"type": type,
	"rules": "complete",
	"one_way": false,
	"inner": "accept",
	"shared": "no",
}

_second(type) := object.union(_group(type), {"at": "pod/2"})

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

_facts(groups, rules) := {"missing": [], "security_group": {
	"known": true,
	"groups": groups,
	"rules": rules,
	"missing": [],
	"destination": "pod/0",
}}

_flow := {"family": "ipv4", "protocol": "tcp", "port": 443, "gates": [], "smtp_unblocked": false}

_public := {"kind": "internet", "resolved": true, "ranges": [], "pod": false}

_pod := {"kind": "pod", "resolved": true, "ranges": ["rfc1918", "vpc"], "pod": true}

_input(groups, rules) := {
	"flow": _flow,
	"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni"},
	"source": {"host_network": false, "virtual_node": false},
	"target": _public,
	"policy": {"self": false, "same_node": false},
	"pod": _facts(groups, rules),
	"node": _facts([], []),
}

_hop(verdict, reason, note) := {
	"gate": "security-group",
	"verdict": verdict,
	"reason": reason,
	"note": note,
	"names": {},
	"at": "",
	"missing": [],
	"egress": [],
}

_at(handle, part) := {"at": handle, "names": {part: handle}}

test_g1_basic_group_without_rules_accepts if {
	hop := object.union(
		_hop(
			"allow", "default-accepts",
			"no egress rule drops and {group} is a basic group, which accepts by default",
		),
		_at("pod/1", "group"),
	)

	security_group.hop == hop with input as _input([_group("normal")], [])
}

test_g2_enterprise_group_without_rules_drops if {
	hop := object.union(
		_hop(
			"deny", "no-rule-accepts",
			"no egress rule accepts and {group} is an enterprise group, which drops by default",
		),
		_at("pod/1", "group"),
	)

	security_group.hop == hop with input as _input([_group("enterprise")], [])
}

test_g3_drop_wins_a_tie if {
	rules := [_rule(0, 1, "accept", "yes"), _rule(1, 1, "drop", "yes")]
	hop := object.union(_hop("deny", "rule-drops", "{rule} of priority 1 drops"), _at("pod/11", "rule"))

	security_group.hop == hop with input as _input([_group("normal")], rules)
}

test_g4_the_lower_number_wins_over_the_narrower_range if {
	rules := [_rule(0, 2, "drop", "yes"), _rule(1, 1, "accept", "yes")]
	hop := object.union(_hop("allow", "rule-accepts", "{rule} of priority 1 accepts"), _at("pod/11", "rule"))

	security_group.hop == hop with input as _input([_group("normal")], rules)
}

test_g5_rules_of_all_groups_are_one_list if {
	rules := [_rule(0, 50, "drop", "yes"), object.union(_rule(1, 10, "accept", "yes"), {"group": "pod/2"})]

	security_group.hop.verdict == "allow" with input as _input([_group("normal"), _second("normal")], rules)
}

test_g6_drop_of_another_group_wins_a_tie if {
	rules := [_rule(0, 10, "accept", "yes"), object.union(_rule(1, 10, "drop", "yes"), {"group": "pod/2"})]

	security_group.hop.at == "pod/11" with input as _input([_group("normal"), _second("normal")], rules)
	security_group.hop.verdict == "deny" with input as _input([_group("normal"), _second("normal")], rules)
}

# G7, G8, G10, G11 and G15 leave no rule of the other family, source or kind among the facts; the default
# remains.
test_g7_basic_group_with_rules_of_the_other_family_accepts if {
	six := object.union(_input([_group("normal")], []), {"flow": {"family": "ipv6"}})

	security_group.hop.reason == "default-accepts" with input as six
}

test_g8_enterprise_group_with_rules_of_the_other_family_drops if {
	six := object.union(_input([_group("enterprise")], []), {"flow": {"family": "ipv6"}})

	security_group.hop.reason == "no-rule-accepts" with input as six
}

test_unknown_exit_leaves_it_unknown if {
	hop := object.union(
		_hop("unknown", "exit-unknown", "nothing tells which ENI the packet leaves by"),
		{"missing": [{"export": "DescribeClusterDetail", "of": ""}]},
	)
	nobody := object.union(_input([], []), {"cluster": {"plugin": "unknown"}})

	security_group.hop == hop with input as nobody
}

_unknown_groups(missing) := object.union(
	_input([], []),
	{"pod": {"security_group": {"known": false, "missing": missing}}},
)

test_unknown_groups_leave_it_unknown if {
	missing := [{"export": "DescribeNetworkInterfaces", "of": "pod/3"}]
	hop := object.union(
		_hop("unknown", "groups-unknown", "nothing tells the security groups of {eni}"),
		{"names": {"eni": "pod.eni"}, "missing": missing},
	)

	security_group.hop == hop with input as _unknown_groups(missing)
}

test_unknown_groups_ask_for_interfaces_when_nothing_better_is_known if {
	missing := [{"export": "DescribeNetworkInterfaces", "of": ""}]

	security_group.hop.missing == missing with input as _unknown_groups([])
}

test_flannel_packets_meet_the_groups_of_the_node if {
	node := object.union(
		_input([_group("normal")], []),
		{"cluster": {"plugin": "flannel"}, "node": _facts([_second("enterprise")], [])},
	)

	security_group.hop.at == "pod/2" with input as node
	security_group.hop.verdict == "deny" with input as node
}

test_flannel_pods_reach_each_other_without_groups if {
	changes := {"cluster": {"plugin": "flannel"}, "target": _pod}
	flannel := object.union(_input([_group("enterprise")], []), changes)

	not security_group.hop with input as flannel
}

test_pods_of_one_node_meet_no_group[field] if {
	some field in ["self", "same_node"]

	near := object.union(_input([_group("enterprise")], []), {"target": _pod, "policy": {field: true}})
	not security_group.hop with input as near
}

test_pods_of_other_nodes_meet_the_groups if {
	far := object.union(_input([_group("enterprise")], []), {"target": _pod})

	security_group.hop.verdict == "deny" with input as far
}

test_services_of_the_platform_meet_the_groups if {
	oss := object.union(_input([_group("enterprise")], []), {"target": {"ranges": ["shared"]}})

	security_group.hop.verdict == "deny" with input as oss
}

_mail(changes) := object.union(object.union(_input([_group("normal")], []), {"flow": {"port": 25}}), changes)

test_the_platform_blocks_mail_to_public_addresses if {
	hop := _hop("deny", "platform-smtp", "the platform blocks TCP port 25 to public addresses by default")

	security_group.hop == hop with input as _mail({})
}

test_mail_passes[what] if {
	some what, changes in {
		"unblocked": {"flow": {"smtp_unblocked": true}},
		"inside": {"target": {"ranges": ["rfc1918"]}},
		"udp": {"flow": {"protocol": "udp"}},
		"submission": {"flow": {"port": 587}},
	}

	security_group.hop.reason == "default-accepts" with input as _mail(changes)
}

test_the_platform_blocks_mail_whatever_is_not_known if {
	security_group.hop.verdict == "deny" with input as _mail({"pod": {"security_group": {"known": false}}})
	security_group.hop.verdict == "deny" with input as _mail({"cluster": {"plugin": "unknown"}})
}

test_a1_servers_of_the_vpc_are_filtered_unless_it_is_said_otherwise[exempt] if {
	some exempt, verdict in {false: "deny", true: "allow"}
	changes := {"target": {"ranges": ["shared", "dns"]}, "flow": {"dns_exempt": exempt}}
	asked := object.union(_input([_group("enterprise")], []), changes)

	security_group.hop.verdict == verdict with input as asked
}

test_exemption_is_for_those_servers_alone if {
	asked := object.union(_input([_group("enterprise")], []), {"flow": {"dns_exempt": true}})

	security_group.hop.verdict == "deny" with input as asked
}
