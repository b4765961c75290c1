package egress.gate.network_acl_test

import data.egress.gate.network_acl
import data.egress.way_test as sample

entry(n, policy) := {"at": sprintf("pod/7%d", [n]), "policy": policy, "match": "yes", "missing": []}

perhaps(n, policy) := object.union(entry(n, policy), {
	"match": "maybe",
	"missing": [{"export": "GetVpcPrefixListEntries", "of": sprintf("pod/8%d", [n])}],
})

range(low, high, entries) := {"low": low, "high": high, "entries": entries}

check(end, direction, ranges) := {
	"end": end,
	"direction": direction,
	"reply": (end == "source") == (direction == "ingress"),
	"at": sprintf("pod/%s", [end]),
	"status": "available",
	"binding": "binded",
	"entries": "complete",
	"ranges": ranges,
	"peer": sprintf("pod/%s-peer", [end]),
	"missing": [],
}

one(n, policy) := [range(443, 443, [entry(n, policy)])]

every_port(n, policy) := [range(1024, 65535, [entry(n, policy)])]

out(ranges) := check("source", "egress", ranges)

back(ranges) := check("source", "ingress", ranges)

open := [out(one(1, "accept")), back(every_port(2, "accept"))]

closed := [out(one(1, "drop")), back(every_port(2, "drop"))]

inbound := [check("destination", "ingress", one(3, "drop")), check("destination", "egress", every_port(4, "accept"))]

acls(checks, changes) := object.union(
	{
		"possible": true,
		"leaves": true,
		"destination": "other",
		"interface": true,
		"checks": checks,
		"missing": [],
	},
	changes,
)

world(checks, changes) := sample.world({"pod": {"network_acl": acls(checks, changes)}})

_about(changes) := object.union_n([
	{"gate": "network-acl", "names": {}, "at": "", "missing": [], "egress": []},
	changes,
])

_hop(verdict, reason, note) := _about({"verdict": verdict, "reason": reason, "note": note})

_at(list, n, hop) := object.union(hop, {
	"at": sprintf("pod/7%d", [n]),
	"names": {"acl": sprintf("pod/%s", [list]), "entry": sprintf("pod/7%d", [n])},
})

_note(checks, changes) := note if {
	note := network_acl.hop.note with input as world(checks, changes)
}

test_accepted if {
	hop := _at("source", 1, _hop(
		"allow", "packet-accepted",
		"{entry} accepts it, and the replies are accepted too",
	))

	network_acl.hop == hop with input as world(open, {})
}

test_dropped if {
	hop := _at("source", 1, _hop("deny", "packet-dropped", "{entry} drops it"))

	network_acl.hop == hop with input as world(closed, {})
}

test_dropped_without_an_entry if {
	hop := object.union(
		_hop("deny", "packet-dropped", "no egress entry of {acl} accepts it"),
		{"at": "pod/source", "names": {"acl": "pod/source"}},
	)

	network_acl.hop == hop with input as world([out([range(443, 443, [])]), back(every_port(2, "accept"))], {})
}

test_an_entry_that_may_match_does_not_save_what_is_dropped_anyway if {
	_note([out([range(443, 443, [perhaps(1, "drop")])])], {}) == "no egress entry of {acl} accepts it"
	_note([out([range(443, 443, [perhaps(1, "drop"), entry(2, "drop")])])], {}) == "{entry} drops it"
	_note([out([range(443, 443, [perhaps(1, "accept"), entry(2, "accept")]), range(444, 444, [])])], {}) == "{acl} drops the replies to client ports 444-444"
}

test_doubtful_entry if {
	hop := object.union(
		_at("source", 1, _hop("unknown", "packet-in-doubt", "{entry} accepts it if it matches, which is not known")),
		{"missing": [{"export": "GetVpcPrefixListEntries", "of": "pod/81"}]},
	)

	network_acl.hop == hop with input as world([out([range(443, 443, [perhaps(1, "accept")])])], {})
}

test_doubtful_entries_name_all_that_is_missing if {
	checks := [out([range(443, 443, [perhaps(1, "drop"), perhaps(2, "accept")])])]

	{item.of | some item in network_acl.hop.missing} == {"pod/81", "pod/82"} with input as world(checks, {})
}

test_strange_policy if {
	_note([out(one(1, "other"))], {}) == "the policy of {entry} is neither accept nor drop"
}

test_g16_replies_dropped if {
	hop := object.union(
		_hop("deny", "replies-dropped", "no ingress entry of {acl} accepts the replies"),
		{"at": "pod/source", "names": {"acl": "pod/source"}},
	)
	ranges := [range(1024, 65535, [])]

	network_acl.hop == hop with input as world([out(one(1, "accept")), back(ranges)], {})
}

test_g17_replies_accepted_by_several_entries if {
	ranges := [range(1024, 40000, [entry(2, "accept")]), range(40001, 65535, [entry(3, "accept")])]

	network_acl.hop.verdict == "allow" with input as world([out(one(1, "accept")), back(ranges)], {})
}

_patchy := [
	range(1024, 39999, []),
	range(40000, 50000, [entry(2, "accept")]),
	range(50001, 52000, [entry(3, "drop")]),
	range(52001, 65535, []),
]

test_g18_replies_dropped_in_part if {
	hop := object.union(
		_hop(
			"partial", "replies-dropped-in-part",
			"{acl} drops the replies to client ports 32768-39999 and 50001-60999",
		),
		{"at": "pod/source", "names": {"acl": "pod/source"}},
	)

	network_acl.hop == hop with input as world([out(one(1, "accept")), back(_patchy)], {})
}

test_ports_that_no_client_has_do_not_matter if {
	ranges := [range(1024, 32767, []), range(32768, 60999, [entry(2, "accept")]), range(61000, 65535, [])]

	network_acl.hop.verdict == "allow" with input as world([out(one(1, "accept")), back(ranges)], {})
}

test_doubtful_replies if {
	ranges := [range(1024, 40000, [perhaps(2, "accept")]), range(40001, 65535, [])]

	_note([out(one(1, "accept")), back(ranges)], {}) == "{entry} accepts the replies if it matches, which is not known"
}

test_deny_is_told_before_doubt_and_doubt_before_part[want] if {
	doubtful := out([range(443, 443, [perhaps(1, "accept")])])
	some want, checks in {
		"deny": [doubtful, back(every_port(2, "drop"))],
		"unknown": [doubtful, back(_patchy)],
		"partial": [out(one(1, "accept")), back(_patchy)],
	}

	network_acl.hop.verdict == want with input as world(checks, {})
}

test_entries_that_are_not_in_the_bundle[evidence] if {
	some evidence, note in {
		"absent": "the entries of {acl} are not in the bundle",
		"partial": "the bundle holds only a part of the network ACLs, and not the entries of {acl}",
	}
	missing := [{"export": "DescribeNetworkAclAttributes", "of": "pod/6"}]
	hop := object.union(
		_hop("unknown", "entries-unread", note),
		{"at": "pod/source", "names": {"acl": "pod/source"}, "missing": missing},
	)
	unread := object.union(out([]), {"entries": evidence, "missing": missing})

	network_acl.hop == hop with input as world([unread], {})
}

test_acl_that_is_being_changed if {
	changing := [object.union(check, {"status": "modifying"}) | some check in open]

	_note(changing, {}) == "the entries of {acl} are just being changed"
	network_acl.hop.reason == "acl-changing" with input as world(changing, {})
}

_binding(checks) := [object.union(check, {"binding": "unbinding"}) | some check in checks]

test_acl_that_is_being_unbound if {
	_note(_binding(closed), {}) == "{entry} drops it if it applies, and it is just being bound to the vSwitch or unbound"
	network_acl.hop.verdict == "unknown" with input as world(_binding(closed), {})
	network_acl.hop.verdict == "allow" with input as world(_binding(open), {})
}

test_no_acl_no_hop if {
	not network_acl.hop with input as world([], {"possible": false})
	not network_acl.hop with input as sample.base
}

test_denials_only_where_the_hop_denies if {
	count(network_acl.denials) == 2 with input as world(closed, {})
	not network_acl.denials with input as world([out([range(443, 443, [perhaps(1, "accept")])]), back(_patchy)], {})
	not network_acl.denials with input as world(open, {})
}
