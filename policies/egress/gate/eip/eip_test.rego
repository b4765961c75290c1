package egress.gate.eip_test

import data.egress.gate.eip
import data.egress.way_test as sample

_hop(verdict, reason, note) := {
	"gate": "eip",
	"verdict": verdict,
	"reason": reason,
	"note": note,
	"names": {},
	"at": "",
	"missing": [],
	"egress": [],
}

_reason(flow) := reason if {
	reason := [eip.hop.verdict, eip.hop.reason] with input as flow
}

test_a28_own_address_as_the_destination if {
	flow := sample.pod({"public": {"addresses": [sample.eip("pod/9", {"asked": true})]}})
	hop := eip.hop with input as flow

	[hop.verdict, hop.reason] == ["unknown", "itself"]
}

test_packets_that_leave_by_nat_have_no_hop if not eip.hop with input as sample.base

test_other_packets_have_no_hop[why] if {
	some why, changes in {
		"private": {"target": {"ranges": ["rfc1918"]}},
		"IPv6": {"flow": {"family": "ipv6"}},
		"unresolved": {"target": {"resolved": false}},
		"unknown plugin": {"cluster": {"plugin": "unknown"}},
	}
	asking := object.union(sample.asking, changes)
	bound := object.union(asking, {"pod": {"public": {"addresses": [sample.eip("pod/9", {})]}}})
	coming := object.union_n([asking, {"source": {"exists": false}, "cluster": {"eip_controller": "yes"}}, changes])

	not eip.hop with input as sample.world(asking)
	not eip.hop with input as sample.world(bound)
	not eip.hop with input as sample.world(coming)
}

test_eip_of_a_pod if {
	hop := object.union(
		_hop("allow", "own-address", "{eip} serves {address}"),
		{"names": {"eip": "pod/9", "address": "pod.address"}, "at": "pod/9", "egress": ["pod/9"]},
	)

	eip.hop == hop with input as sample.own({})
}

_node := {"node": {"public": {"addresses": [sample.eip("node/9", {"bound": "ecsinstance"})]}, "route": {"covering": []}}}

test_g25_g50_a39_eip_of_the_node[who] if {
	some who, changes in {
		"Flannel": {"cluster": {"plugin": "flannel"}},
		"host network on Terway": {"source": {"host_network": true}},
	}
	flow := sample.world(object.union(changes, _node))

	_reason(flow) == ["allow", "own-address"]
	eip.hop.egress == ["node/9"] with input as flow
}

test_g24_a35_eip_of_the_node_is_none_of_a_terway_pod if not eip.hop with input as sample.world(_node)

test_static_address_has_no_states if {
	_reason(sample.own({"kind": "static", "status": "", "business": "", "mode": ""})) == ["allow", "own-address"]
	_reason(sample.own({"kind": "static", "status": "stopped"})) == ["allow", "own-address"]
}

test_g31_overdue_eip_is_not_replaced_by_nat if {
	hop := object.union(
		_hop("deny", "locked", "{eip} of {address} is locked, and nothing takes its place"),
		{"names": {"eip": "pod/9", "address": "pod.address"}, "at": "pod/9"},
	)

	eip.hop == hop with input as sample.own({"business": "financiallocked"})
	eip.hop == hop with input as sample.own({"locked": true})
	eip.address.at == "pod/9" with input as sample.own({"locked": true})
}

test_states_of_an_eip[name] if {
	some name, c in {
		"free": [{"status": "available"}, "deny", "not-in-use"],
		"coming": [{"status": "associating"}, "unknown", "changing"],
		"leaving": [{"status": "unassociating"}, "unknown", "changing"],
		"package": [{"package": "financiallocked"}, "deny", "package-locked"],
		"package in order": [{"package": "normal"}, "allow", "own-address"],
		"a8 cut-through": [{"mode": "binded"}, "unknown", "visible"],
		"a8 visible": [{"mode": "multi_binded"}, "unknown", "visible"],
		"locked and visible": [{"mode": "binded", "locked": true}, "deny", "locked"],
		"locked and free": [{"status": "available", "locked": true}, "deny", "locked"],
		"package and coming": [{"status": "associating", "package": "locked"}, "deny", "package-locked"],
		"little said": [{"status": "", "business": "", "mode": ""}, "allow", "own-address"],
	}
	_reason(sample.own(c[0])) == [c[1], c[2]]
}

_two(a, b) := sample.pod({"public": {"addresses": [sample.eip("pod/91", a), sample.eip("pod/92", b)]}})

test_several_own_addresses if {
	_reason(_two({}, {"locked": true})) == ["partial", "locked"]
	_reason(_two({"status": "available"}, {"locked": true})) == ["deny", "not-in-use"]
	eip.hop.egress == ["pod/91", "pod/92"] with input as _two({}, {})
	eip.address.at == "pod/92" with input as _two({}, {"locked": true})
}

_mapped(changes) := sample.pod({"public": {"mappings": [sample.mapping(changes)]}})

test_mapped_address if {
	hop := object.union(
		_hop("allow", "mapping", "{entry} maps {eip} to {address}, which comes before SNAT"),
		{
			"names": {"entry": "pod/31", "eip": "pod/32", "address": "pod.address"},
			"at": "pod/31",
			"egress": ["pod/32"],
		},
	)

	eip.hop == hop with input as _mapped({})
	eip.hop == hop with input as _mapped({"status": ""})
}

test_mapped_address_out_of_order if {
	_reason(_mapped({"locked": true})) == ["deny", "locked"]
	_reason(_mapped({"business": "financiallocked"})) == ["deny", "locked"]
	_reason(_mapped({"eip_status": "available"})) == ["deny", "not-in-use"]
	_reason(_mapped({"eip_status": "associating"})) == ["unknown", "changing"]
	_reason(_mapped({"eip_status": "", "business": ""})) == ["allow", "mapping"]
}

test_mapping_that_is_not_in_force_yet if {
	_reason(_mapped({"status": "pending"})) == ["unknown", "mapping-pending"]
}

test_own_address_comes_before_a_mapping if {
	both := {"public": {"mappings": [sample.mapping({})], "addresses": [sample.eip("pod/9", {})]}}

	eip.hop.egress == ["pod/9"] with input as sample.pod(both)
}
