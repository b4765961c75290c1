package egress.gate.route_test

import data.egress.gate.route
import data.egress.way_test as sample

# The table decides alike for public and private destinations.
_targets := {"public": {}, "private": {"target": {"ranges": ["rfc1918"]}}}

_table := [{"export": "DescribeRouteEntryList", "of": "pod/1"}]

test_tables_that_are_not_read[what] if {
	some name, target in _targets
	some evidence, covering in {"absent": [], "partial": [sample.route([sample.to_nat({})], {})]}
	what := sprintf("%s %s", [evidence, name])
	hop := object.union(
		_hop("unknown", "table-unread", "the routes of {vswitch} are not all in the bundle"),
		{"names": {"vswitch": "pod.vswitch"}, "missing": _table},
	)
	flow := sample.world(object.union(target, {"pod": {"route": {"evidence": evidence, "covering": covering}}}))

	route.hop == hop with input as flow
}

test_a24_a_route_to_the_very_address_stands_in_a_truncated_table if {
	own := sample.route([sample.to_nat({})], {"bits": 32})

	_reason(sample.pod({"route": {"evidence": "partial", "covering": [own]}})) == ["allow", "nat-gateway"]
}

test_routes_that_do_not_decide[what] if {
	some name, target in _targets
	some c in [
		{
			"route": {"status": "pending"},
			"reason": "route-unavailable",
			"note": "{route} would win and is not available",
		},
		{"route": {"match": "maybe"}, "reason": "route-doubtful", "note": "{route} may cover {target}, which is not known"},
	]
	what := sprintf("%s %s", [c.reason, name])
	hop := object.union(
		_hop("unknown", c.reason, c.note),
		{"names": {"route": "pod/2", "target": "target"}, "at": "pod/2"},
	)
	covering := [sample.route([sample.to_nat({})], c.route)]

	route.hop == hop with input as sample.world(object.union(target, {"pod": {"route": {"covering": covering}}}))
}

_lists := [{"export": "GetVpcPrefixListEntries", "of": "pod/12"}]

_first(changes) := {"covering": [sample.route([sample.to_nat({})], changes)], "missing": _lists}

test_what_is_missing_would_settle_a_doubt_and_no_state if {
	route.hop.missing == _lists with input as sample.pod({"route": _first({"match": "maybe"})})
	route.hop.missing == [] with input as sample.pod({"route": _first({"status": "pending"})})
}

test_disabled_hops_leave_it_unknown[name] if {
	some name, target in _targets
	hops := [object.union(sample.to_nat({}), {"disabled": true})]
	flow := sample.world(object.union(target, {"pod": {"route": {"covering": [sample.route(hops, {})]}}}))

	_reason(flow) == ["unknown", "hops-disabled"]
}

test_disabled_hops_beside_others_do_not_count if {
	hops := [object.union(sample.hop("instance", {}), {"disabled": true}), sample.to_nat({})]

	_reason(sample.routed([sample.route(hops, {})])) == ["allow", "nat-gateway"]
}

_private(hops) := sample.world({
	"target": {"ranges": ["rfc1918"]},
	"pod": {"route": {"covering": [sample.route(hops, {})]}},
})

test_equal_routes_that_differ_are_partial if {
	_reason(_private([sample.hop("local", {}), sample.to_nat({})])) == ["partial", "private-via-internet-nat"]
}

test_equal_routes_that_agree if {
	_reason(_private([sample.hop("local", {}), sample.hop("service", {})])) == ["allow", "local"]
	_reason(sample.routed([sample.route([sample.to_nat({}), sample.to_nat({})], {})])) == ["allow", "nat-gateway"]
}

test_one_unknown_hop_leaves_equal_routes_unknown if {
	_reason(sample.routed([sample.route([sample.to_nat({}), sample.hop("instance", {})], {})])) == ["unknown", "leads-out"]
}

_gateway(changes) := object.union(
	{"ipv4_gateway": {"present": true, "enabled": true, "at": "pod/40", "nat_route_known": true}},
	{"ipv4_gateway": changes},
)

test_nat_behind_an_ipv4_gateway if {
	_reason(sample.pod(_gateway({"nat_route": true}))) == ["allow", "nat-gateway"]
}

test_nat_that_is_not_routed_to_the_ipv4_gateway if {
	hop := object.union(
		_hop("deny", "ipv4-gateway-not-routed", "{gateway} is enabled, and the vSwitch of {nat} has no route to it"),
		{"names": {"gateway": "pod/40", "nat": "pod/3", "table": "pod/41"}, "at": "pod/40"},
	)

	route.hop == hop with input as sample.pod(_gateway({"nat_table": "pod/41"}))
}

test_nat_whose_route_to_the_ipv4_gateway_is_not_known if {
	flow := sample.pod(_gateway({"nat_route_known": false, "nat_table": "pod/41"}))

	_reason(flow) == ["unknown", "nat-route-unknown"]
	route.hop.missing == [{"export": "DescribeRouteEntryList", "of": "pod/41"}] with input as flow
}

test_an_ipv4_gateway_that_is_not_enabled_changes_nothing if {
	_reason(sample.pod(_gateway({"enabled": false, "nat_route_known": false}))) == ["allow", "nat-gateway"]
	_reason(sample.pod(_gateway({"enabled": false, "nat_route": false}))) == ["allow", "nat-gateway"]
}
