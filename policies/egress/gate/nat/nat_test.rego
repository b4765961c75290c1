package egress.gate.nat_test

import data.egress.gate.nat
import data.egress.way_test as sample

_hop(verdict, reason, note) := {
	"gate": "nat",
	"verdict": verdict,
	"reason": reason,
	"note": note,
	"names": {},
	"at": "",
	"missing": [],
	"egress": [],
}

_reason(flow) := reason if {
	reason := [nat.hop.verdict, nat.hop.reason] with input as flow
}

test_an_entry_that_covers_the_source if {
	hop := object.union(
		_hop("allow", "entry-works", "{entry} of {nat} translates {address} to {ip0}"),
		{
			"names": {"entry": "pod/5", "nat": "pod/4", "address": "pod.address", "ip0": "pod/6"},
			"at": "pod/5",
			"egress": ["pod/6"],
		},
	)

	nat.hop == hop with input as sample.base
}

test_packets_that_ask_no_nat_gateway[why] if {
	some why, changes in {
		"private": {"target": {"ranges": ["rfc1918"]}},
		"a pod": {"target": {"pod": true}},
		"IPv6": {"flow": {"family": "ipv6"}},
		"unresolved": {"target": {"resolved": false}},
		"own address": {"pod": {"public": {"addresses": [sample.eip("pod/9", {})]}}},
		"unknown plugin": {"cluster": {"plugin": "unknown"}},
		"unknown vSwitch": {"pod": {"known": false}},
		"unread table": {"pod": {"route": {"evidence": "absent", "covering": []}}},
		"no default route": {"pod": {"route": {"covering": []}}},
		"self-built": {"pod": {"route": {"covering": [sample.route([sample.hop("instance", {})], {})]}}},
	}
	not nat.hop with input as sample.world(changes)
}

test_g23_flannel_leaves_with_the_node if {
	node := {"route": {"covering": [sample.route([sample.to_nat({"entries": [sample.snat("node/5", {})]})], {})]}}
	blind := {"pod": {"route": {"covering": []}}}

	_reason(object.union(sample.flannel(node), blind)) == ["allow", "entry-works"]
	nat.hop.names.address == "node.address" with input as object.union(sample.flannel(node), blind)
}

test_g29_vpc_nat_gateway if {
	hop := object.union(
		_hop("deny", "vpc-nat", "{nat} is a VPC NAT gateway, which leads to private networks only"),
		{"names": {"nat": "pod/4"}, "at": "pod/4"},
	)

	nat.hop == hop with input as sample.through({"network": "intranet"})
}

test_gateways_out_of_order[reason] if {
	some reason, c in {
		"gateway-down": {"gateway": {"status": "deleting"}, "note": "{nat} is not available"},
		"gateway-locked": {
			"gateway": {"business": "financiallocked"},
			"note": "{nat} is locked for an overdue payment",
		},
		"gateway-without-eip": {"gateway": {"eips": 0}, "note": "{nat} has no EIP to translate addresses to"},
	}
	hop := object.union(_hop("deny", reason, c.note), {"names": {"nat": "pod/4"}, "at": "pod/4"})

	nat.hop == hop with input as sample.through(c.gateway)
}

test_gateway_that_does_not_exist_is_told_at_the_route if {
	hop := object.union(
		_hop("deny", "gateway-missing", "{route} leads to {nat}, which does not exist"),
		{"names": {"nat": "pod/4", "route": "pod/2"}, "at": "pod/2"},
	)

	nat.hop == hop with input as sample.through({"found": false})
}

test_gateways_of_which_little_is_said_work[what] if {
	some what, changes in {
		"no network": {"network": ""},
		"no states": {"status": "", "business": ""},
		"no EIPs": {"eips": -1},
	}
	_reason(sample.through(changes)) == ["allow", "entry-works"]
}

_absent := {"nat_evidence": "absent", "route": {"covering": [sample.route([sample.to_nat({"found": false})], {})]}}

test_gateway_that_is_not_in_the_bundle if {
	hop := object.union(
		_hop("unknown", "gateway-unread", "{route} leads to {nat}, which is not in the bundle"),
		{
			"names": {"nat": "pod/4", "route": "pod/2"},
			"at": "pod/2",
			"missing": [{"export": "DescribeNatGateways", "of": ""}],
		},
	)

	nat.hop == hop with input as sample.pod(_absent)
	_reason(sample.pod(object.union(_absent, {"nat_evidence": "partial"}))) == ["unknown", "gateway-unread"]
}

_table := [{"export": "DescribeSnatTableEntries", "of": "pod/7"}]

test_g49_truncated_entries_without_a_match if {
	hop := object.union(
		_hop("unknown", "entries-unread", "the bundle holds only a part of the SNAT entries of {nat}"),
		{"names": {"nat": "pod/4"}, "at": "pod/4", "missing": _table},
	)

	nat.hop == hop with input as sample.through({"snat": "partial", "entries": []})
}

test_truncated_entries_with_a_match_that_a_longer_one_could_beat if {
	_reason(sample.through({"snat": "partial"})) == ["unknown", "entries-unread"]
}

test_a24_truncated_entries_with_one_for_the_very_address if {
	one := sample.snat("pod/5", {"bits": 32})

	_reason(sample.through({"snat": "partial", "entries": [one]})) == ["allow", "entry-works"]
}

test_entries_that_are_not_in_the_bundle if {
	flow := sample.through({"snat": "absent", "entries": []})

	nat.hop.note == "the SNAT entries of {nat} are not in the bundle" with input as flow
	nat.hop.missing == _table with input as flow
}

test_unread_entries_ask_for_what_is_known_to_be_missing if {
	missing := [{"export": "DescribeSnatTableEntries", "of": "pod/77"}]

	nat.hop.missing == missing with input as sample.through({"snat": "absent", "entries": [], "missing": missing})
}

test_unread_entries_of_a_gateway_whose_table_is_not_said if {
	missing := [{"export": "DescribeSnatTableEntries", "of": "pod/4"}]

	nat.hop.missing == missing with input as sample.through({"snat": "absent", "entries": [], "table": ""})
}

_mapped(changes) := sample.pod({
	"public": {"mappings": [sample.mapping({})]},
	"route": {"covering": [sample.route([sample.to_nat(changes)], {})]},
})

test_a_mapping_needs_a_gateway_and_no_entry if {
	not nat.hop with input as _mapped({"entries": [], "snat": "absent"})
	_reason(_mapped({"status": "deleting"})) == ["deny", "gateway-down"]
}

test_doubt_about_an_own_address if {
	blind := {"public": {"eips": "absent"}}
	covered := sample.pod(blind)
	missed := sample.pod(object.union(blind, {"route": {"covering": [sample.route([sample.to_nat({"entries": []})], {})]}}))

	_reason(covered) == ["allow", "entry-works"]
	contains(nat.hop.note, "would come first") with input as covered
	_reason(missed) == ["unknown", "own-address-unknown"]
	nat.hop.missing == [{"export": "DescribeEipAddresses", "of": ""}] with input as missed
}

test_absent_dnat_entries_are_taken_to_be_none if {
	flow := sample.pod({"public": {"dnat": "absent"}})

	_reason(flow) == ["allow", "entry-works"]
	endswith(nat.hop.note, "; DNAT entries that are not in the bundle are taken to be none") with input as flow
}
