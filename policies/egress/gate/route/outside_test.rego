package egress.gate.route_test

import data.egress.gate.route
import data.egress.way_test as sample

test_default_route_to_a_nat_gateway if {
	hop := object.union(
		_hop("allow", "nat-gateway", "{route} leads to {nat}"),
		{"names": {"route": "pod/2", "nat": "pod/3"}, "at": "pod/2"},
	)

	route.hop == hop with input as sample.base
}

test_a11_absent_ipv4_gateways_are_taken_to_be_none if {
	note := "{route} leads to {nat}; nothing tells of an enabled IPv4 gateway, and there is taken to be none"

	route.hop.note == note with input as sample.pod({"ipv4_gateway": {"evidence": "absent"}})
	route.hop.verdict == "allow" with input as sample.pod({"ipv4_gateway": {"evidence": "absent"}})
}

_missing(changes) := sample.pod(object.union({"route": {"covering": [], "custom": true}}, changes))

test_g30_custom_table_without_a_default_route if {
	hop := object.union(
		_hop("deny", "no-default-route", "{table} has no route to {target}"),
		{"names": {"table": "pod/1", "target": "target"}, "at": "pod/1"},
	)

	route.hop == hop with input as _missing({})
}

test_no_default_route_is_certain_without_the_nat_gateways if {
	_reason(_missing({"nats": [], "nat_evidence": "absent"})) == ["deny", "no-default-route"]
}

test_without_any_nat_gateway_the_route_is_not_to_blame if {
	not route.hop with input as sample.pod(sample.bare)
}

test_no_default_route_may_not_matter_to_a_pod_with_an_eip if {
	flow := _missing({"public": {"eips": "absent"}})

	_reason(flow) == ["unknown", "own-address-unknown"]
	route.hop.missing == [{"export": "DescribeEipAddresses", "of": ""}] with input as flow
}

test_a9_self_built_ways_are_not_judged[type] if {
	some type in ["instance", "networkinterface", "havip"]
	_reason(sample.routed([sample.route([sample.hop(type, {})], {})])) == ["unknown", "leads-out"]
}

test_lists_that_would_tell_whether_the_next_hop_is_there[listed] if {
	some listed, missing in {"absent": [{"export": "DescribeNetworkInterfaces", "of": ""}], "complete": []}
	flow := sample.routed([sample.route([sample.hop("networkinterface", {"listed": listed, "found": listed == "complete"})], {})])

	route.hop.missing == missing with input as flow
}

test_a15_ways_out_of_the_bundle_are_not_judged[type] if {
	some type in ["vpngateway", "attachment", "ipv4gateway", "local", ""]
	_reason(sample.routed([sample.route([sample.hop(type, {})], {})])) == ["unknown", "leads-out"]
}

# What the table may say when it is not asked.
_tables := {
	"route to a NAT gateway": {},
	"route to an appliance": {"route": {"covering": [sample.route([sample.hop("instance", {})], {"bits": 24})]}},
	"disabled hop": {"route": {"covering": [sample.route([sample.hop("instance", {"disabled": true})], {})]}},
	"no route": {"route": {"covering": []}},
	"no table": {"route": {"covering": [], "evidence": "absent"}},
}

test_an_eip_that_is_to_come_asks_no_table[what] if {
	some what, changes in _tables
	coming := {"source": {"exists": false}, "cluster": {"eip_controller": "yes"}, "pod": changes}

	not route.hop with input as sample.world(object.union(sample.asking, coming))
}

_own := {"public": {"addresses": [sample.eip("pod/9", {})]}}

test_a10_own_address_asks_no_table[what] if {
	some what, changes in _tables
	hop := _hop("allow", "own-address", "a packet that leaves with a public address of its own asks no route table")

	route.hop == hop with input as sample.pod(object.union(_own, changes))
}

test_own_address_with_absent_ipv4_gateways if {
	flow := sample.pod(object.union(_own, {"ipv4_gateway": {"evidence": "absent"}}))

	endswith(route.hop.note, "; nothing tells of an enabled IPv4 gateway, and there is taken to be none") with input as flow
}

_enabled := object.union(_own, {"ipv4_gateway": {"present": true, "enabled": true, "at": "pod/40"}})

test_g26_own_address_without_a_route_to_the_ipv4_gateway if {
	hop := object.union(
		_hop("deny", "ipv4-gateway-not-routed", "{gateway} is enabled, and {table} has no route to it"),
		{"names": {"gateway": "pod/40", "table": "pod/1"}, "at": "pod/1"},
	)

	route.hop == hop with input as sample.pod(object.union(_enabled, {"route": {"covering": []}}))
}

test_own_address_routed_to_the_ipv4_gateway if {
	routed := {"route": {"covering": [sample.route([sample.hop("ipv4gateway", {})], {})]}}
	hop := object.union(
		_hop("allow", "ipv4-gateway", "{route} leads to {gateway}"),
		{"names": {"route": "pod/2", "gateway": "pod/40"}, "at": "pod/2"},
	)

	route.hop == hop with input as sample.pod(object.union(_enabled, routed))
}

test_own_address_routed_to_a_nat_gateway_is_not_documented if {
	_reason(sample.pod(_enabled)) == ["unknown", "own-address-or-nat"]
}

test_own_address_routed_elsewhere_behind_an_ipv4_gateway if {
	routed := {"route": {"covering": [sample.route([sample.hop("attachment", {})], {})]}}

	_reason(sample.pod(object.union(_enabled, routed))) == ["unknown", "leads-out"]
}

test_own_address_with_an_unread_table_behind_an_ipv4_gateway if {
	unread := {"route": {"covering": [], "evidence": "absent"}}

	_reason(sample.pod(object.union(_enabled, unread))) == ["unknown", "table-unread"]
}
