package egress.rules.route.no_route_test

import data.egress.gate.route
import data.egress.rules.route.no_route
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := route.hop with input as flow
	found := no_route.findings with input as flow with data.egress.path.hops as [hop]
}

_unrouted(target) := sample.world({"target": target, "pod": {"route": {"covering": []}}})

_finding(message, fix) := {
	"at": "pod/1",
	"message": message,
	"fix": fix,
	"names": {"table": "pod/1", "source": "source", "target": "target"},
	"related": [],
}

_connect := concat(" ", [
	"connect the networks, as by a peering connection or a transit router, and add the route:",
	"aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock $RANGE",
	"--NextHopType $TYPE --NextHopId $HOP",
])

test_address_outside_the_vpc if {
	message := "{target} is outside the VPC, and {table} has no route from {source} to it"

	_findings(_unrouted({"ranges": ["rfc1918"]})) == {_finding(message, _connect)}
}

test_address_while_the_ranges_of_the_vpc_are_not_known if {
	message := "{table} has no route from {source} to {target}"
	fix := "connect the networks and add a route for {target} to {table}"

	_findings(_unrouted({"ranges": ["rfc1918"], "vpc_known": false})) == {_finding(message, fix)}
}

test_a29_address_of_no_vswitch if {
	message := "no vSwitch of the VPC has {target}, and {table} has no route from {source} to it"
	fix := "use an address that exists, or create the vSwitch that {target} belongs to"

	_findings(_unrouted({"ranges": ["vpc"]})) == {_finding(message, fix)}
}

test_a29_address_of_no_vswitch_that_the_default_route_covers if {
	out := sample.route([sample.to_nat({})], {"bits": 0})
	findings := _findings(sample.world({"target": {"ranges": ["vpc"]}, "pod": {"route": {"covering": [out]}}}))

	{f.message | some f in findings} == {"no vSwitch of the VPC has {target}, and {table} has no route from {source} to it"}
}

test_database_of_another_vpc_is_told_at_the_route_that_keeps_the_packet if {
	local := sample.route([sample.hop("local", {})], {"bits": 24})
	other := {"ranges": ["vpc"], "database": {"endpoint": {"known": true, "at": "target/4", "vpc": "other", "type": "private"}}}
	findings := _findings(sample.world({"target": other, "pod": {"route": {"covering": [local]}}}))

	{[f.at, f.names.route, f.related[0].at] | some f in findings} == {["pod/2", "pod/2", "target/4"]}
}

test_instance_of_another_vpc_with_an_address_of_this_one if {
	local := sample.route([sample.hop("local", {})], {"bits": 24})
	twin := {"ranges": ["rfc1918"], "elsewhere": true}
	findings := _findings(sample.world({"target": twin, "pod": {"route": {"covering": [local]}}}))

	{[f.at, f.fix] | some f in findings} == {[
		"pod/2",
		"reach {target} by an address that is not one of the VPC too, such as a public endpoint",
	]}
}

test_silent_when_there_is_a_route if {
	local := sample.route([sample.hop("local", {})], {"bits": 24})

	_findings(sample.world({"target": {"ranges": ["vpc"]}, "pod": {"route": {"covering": [local]}}})) == set()
}
