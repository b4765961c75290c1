package egress.gate.route_test

import data.egress.gate.route
import data.egress.way_test as sample

_to(ranges, changes) := object.union({"target": {"ranges": ranges, "resolved": true}}, changes)

_covered(routes) := {"pod": {"route": {"covering": routes}}}

_by(type) := _covered([sample.route([sample.hop(type, {})], {"bits": 19})])

test_routes_of_the_system_are_local[type] if {
	some type in ["local", "service"]
	hop := object.union(
		_hop("allow", "local", "{route} keeps it in the VPC"),
		{"names": {"route": "pod/2"}, "at": "pod/2"},
	)

	route.hop == hop with input as sample.world(_to(["rfc1918", "vpc"], _by(type)))
}

test_a_target_known_to_be_private_needs_no_address[range] if {
	some range in ["rfc1918", "shared", "vpc", "user"]
	unresolved := object.union(_by("service"), {"target": {"resolved": false}})

	_reason(sample.world(_to([range], unresolved))) == ["allow", "local"]
}

test_gateway_endpoint_lets_it_pass if {
	hop := object.union(
		_hop("allow", "gateway-endpoint", "{route} leads to gateway endpoint {hop} of the VPC"),
		{"names": {"route": "pod/2", "hop": "pod/3"}, "at": "pod/2"},
	)

	route.hop == hop with input as sample.world(_to(["shared"], _at_endpoint({"found": true, "status": "created"})))
}

_at_endpoint(state) := _covered([sample.route([sample.hop("gatewayendpoint", state)], {"bits": 19})])

test_gateway_endpoint_that_is_not_in_the_bundle if {
	_reason(sample.world(_to(["shared"], _at_endpoint({})))) == ["unknown", "endpoint-unread"]
	_reason(sample.world(_to(["shared"], _at_endpoint({"listed": "complete"})))) == ["deny", "blackhole"]
}

test_next_hops_that_are_not_there_or_not_up[type] if {
	some type, down in {"instance": "stopped", "networkinterface": "available"}
	some state in [{"listed": "complete"}, {"found": true, "status": down}]
	flow := sample.world(_to(["rfc1918"], _covered([sample.route([sample.hop(type, state)], {"bits": 19})])))

	_reason(flow) == ["deny", "blackhole"]
}

test_next_hops_that_are_up_are_not_judged[type] if {
	some type, status in {"instance": "running", "networkinterface": "inuse", "havip": ""}
	up := sample.hop(type, {"listed": "complete", "found": true, "status": status})

	_reason(sample.world(_to(["rfc1918"], _covered([sample.route([up], {"bits": 19})])))) == ["unknown", "leads-out"]
}

test_a15_next_hops_that_lead_out_of_the_bundle[type] if {
	some type in ["attachment", "vpngateway", "routerinterface", "vpcpeer", "ecr", "cenbasic", "ipv4gateway", ""]
	named := object.get(_named, type, "{hop}")
	hop := object.union(
		_hop("unknown", "leads-out", sprintf("{route} leads to %s, and what lies behind is not in the bundle", [named])),
		{
			"names": {"route": "pod/2", "hop": "pod/3"},
			"at": "pod/2",
			"missing": [{"export": "ListIpv4Gateways", "of": ""} | type == "ipv4gateway"],
		},
	)

	route.hop == hop with input as sample.world(_to(["rfc1918"], _by(type)))
}

_named := {
	"attachment": "transit router attachment {hop}",
	"vpngateway": "VPN gateway {hop}",
	"routerinterface": "router interface {hop}",
	"vpcpeer": "VPC peering connection {hop}",
	"ecr": "Express Connect router {hop}",
	"cenbasic": "Cloud Enterprise Network {hop}",
	"ipv4gateway": "IPv4 gateway {hop}",
}

test_appliances_in_the_vpc_are_not_judged[type] if {
	some type, name in {"instance": "ECS instance", "networkinterface": "ENI", "havip": "high-availability address"}
	note := sprintf("{route} leads to %s {hop}, and what that does with the packet is not known", [name])
	flow := sample.world(_to(["rfc1918", "vpc"], _by(type)))

	route.hop.note == note with input as flow
	_reason(flow) == ["unknown", "leads-out"]
}

test_every_table_has_the_routes_of_the_system if {
	hop := object.union(
		_hop("allow", "system-route", "every table has a route of the system to {target}"),
		{"names": {"target": "target"}},
	)

	route.hop == hop with input as sample.world(_to(["shared"], _covered([])))
	route.hop == hop with input as sample.world(_to(["vpc"], object.union(_covered([]), {"target": {"subnet": true}})))
}

_none(ranges, target) := sample.world(_to(ranges, object.union(_covered([]), {"target": target})))

test_a29_address_of_the_vpc_in_no_vswitch if {
	hop := object.union(
		_hop(
			"deny", "no-vswitch",
			"{target} is an address of the VPC that none of its vSwitches has, and {table} has no route to it",
		),
		{"names": {"target": "target", "table": "pod/1"}, "at": "pod/1"},
	)

	route.hop == hop with input as _none(["rfc1918", "vpc"], {})
}

test_no_route_to_another_vpc if {
	hop := object.union(
		_hop("deny", "other-vpc", "{target} is outside the VPC and {table} has no route to it"),
		{"names": {"target": "target", "table": "pod/1"}, "at": "pod/1"},
	)

	route.hop == hop with input as _none(["rfc1918"], {})
}

_elsewhere := {"database": {"endpoint": {"vpc": "other", "type": "private"}}}

test_no_route_while_the_ranges_of_the_vpc_are_not_known if {
	_reason(_none(["rfc1918"], {"vpc_known": false})) == ["deny", "no-route"]
	_reason(_none(["rfc1918"], object.union(_elsewhere, {"vpc_known": false}))) == ["deny", "other-vpc"]
}

test_no_route_to_an_unknown_private_address_is_unknown if {
	hop := object.union(
		_hop("unknown", "target-unknown", "the private address of {target} is not in the bundle"),
		{"names": {"target": "target"}, "missing": _found.missing},
	)

	route.hop == hop with input as _none(["rfc1918"], {"resolved": false, "database": _found})
}

test_database_of_another_vpc_with_an_address_of_this_one[type] if {
	some type in ["local", "service"]
	hop := object.union(
		_hop("deny", "other-vpc", "{target} is in another VPC, and {route} keeps the packet in this one"),
		{"names": {"route": "pod/2", "target": "target", "table": "pod/1"}, "at": "pod/2"},
	)

	route.hop == hop with input as sample.world(_to(["vpc"], object.union(_by(type), {"target": _elsewhere})))
}

_via(changes) := _covered([sample.route([sample.to_nat(changes)], {})])

test_8a_private_destination_by_the_default_route[range] if {
	some range in ["rfc1918", "shared"]
	hop := object.union(
		_hop(
			"deny", "private-via-internet-nat",
			"{route} leads to {nat}, which sends it to the internet, and {target} is private",
		),
		{"names": {"route": "pod/2", "nat": "pod/4", "target": "target", "table": "pod/1"}, "at": "pod/2"},
	)

	route.hop == hop with input as sample.world(_to([range], _via({})))
	route.hop == hop with input as sample.world(_to([range], _via({"network": ""})))
}

test_a29_address_in_no_vswitch_by_the_default_route if {
	_reason(sample.world(_to(["rfc1918", "vpc"], _via({})))) == ["deny", "no-vswitch"]
}

test_nat_gateways_that_may_serve_private_destinations[why] if {
	some why, c in {
		"VPC NAT": {"ranges": ["rfc1918"], "route": _via({"network": "intranet"})},
		"a range of the user may be public": {"ranges": ["user"], "route": _via({})},
		"a narrow route is meant": {
			"ranges": ["rfc1918"],
			"route": _covered([sample.route([sample.to_nat({})], {"bits": 8})]),
		},
	}
	_reason(sample.world(_to(c.ranges, c.route))) == ["unknown", "leads-out"]
}

test_nat_gateway_that_is_not_in_the_bundle if {
	unread := object.union(_via({"found": false}), {"pod": {"nat_evidence": "absent"}})
	flow := sample.world(_to(["rfc1918"], unread))

	_reason(sample.world(_to(["user"], _via({"found": false})))) == ["deny", "blackhole"]
	_reason(sample.world(_to(["user"], unread))) == ["unknown", "gateway-unread"]
	_reason(flow) == ["unknown", "gateway-unread"]
	route.hop.missing == [{"export": "DescribeNatGateways", "of": ""}] with input as flow
}
