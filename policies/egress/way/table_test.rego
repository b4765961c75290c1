package egress.way_test

import data.egress.way

# What every first route says, by evidence, match, status and whether it is as long as can be.
_read(evidence, long, _, _) := "unread" if {
	evidence != "complete"
	not long
}

_read("complete", _, "maybe", _) := "doubtful"

_read(evidence, true, "maybe", _) := "unread" if evidence != "complete"

_read("complete", _, "yes", status) := {true: "found", false: "unavailable"}[status in {"available", ""}]

_read(evidence, true, "yes", status) := {true: "found", false: "unavailable"}[status in {"available", ""}] if {
	evidence != "complete"
}

test_lookup_of_every_first_route if {
	wrong := [[evidence, bits, match, status, family] |
		some evidence in ["complete", "partial", "absent"]
		some family, whole in {"ipv4": 32, "ipv6": 128}
		some bits in [0, 31, 32, 64, 128]
		some match in ["yes", "maybe"]
		some status in ["available", "", "pending", "modifying"]
		changes := {"evidence": evidence, "covering": [route([], {"bits": bits, "match": match, "status": status})]}
		got := way.lookup with input as world({"flow": {"family": family}, "pod": {"route": changes}})
		got != _read(evidence, bits == whole, match, status)
	]
	wrong == []
}

test_lookup_without_routes if {
	way.lookup == "none" with input as routed([])
	way.lookup == "unread" with input as pod({"route": {"evidence": "partial", "covering": []}})
	not way.lookup with input as world({"cluster": {"plugin": "unknown"}})
}

test_longest_route_wins if {
	two := [route([hop("instance", {})], {"bits": 24}), route([to_nat({})], {})]

	way.gateways == [] with input as routed(two)
	way.hops[0].type == "instance" with input as routed(two)
}

test_disabled_hops_are_skipped if {
	way.hops == [] with input as routed([route([object.union(to_nat({}), {"disabled": true})], {})])
}

test_gateway_that_is_not_in_the_bundle_is_found_at_its_hop if {
	way.gateways[0].at == "pod/3" with input as through({"found": false, "at": ""})
	way.gateways[0].at == "pod/4" with input as base
}

test_table_is_asked_for_when_nothing_better_is_known if {
	better := [{"export": "DescribeVSwitches", "of": ""}]

	way.table_missing == [{"export": "DescribeRouteEntryList", "of": "pod/1"}] with input as base
	way.table_missing == better with input as pod({"route": {"missing": better}})
}
