package egress.rules.route.private_via_internet_nat_test

import data.egress.gate.route
import data.egress.rules.route.private_via_internet_nat
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := route.hop with input as flow
	found := private_via_internet_nat.findings with input as flow with data.egress.path.hops as [hop]
}

test_private_destination_by_the_default_route if {
	finding := {
		"at": "pod/2",
		"message": "{target} is private, and only {route} covers it, which leads to the internet by {nat}",
		"fix": concat(" ", [
			"connect the networks and add a route for the range of {target} to {table}:",
			"aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock $RANGE",
			"--NextHopType $TYPE --NextHopId $HOP",
		]),
		"names": {"route": "pod/2", "nat": "pod/4", "target": "target", "table": "pod/1"},
		"related": [],
	}

	_findings(sample.world({"target": {"ranges": ["rfc1918"]}})) == {finding}
}

test_endpoint_of_another_vpc_is_named if {
	endpoint := {"known": true, "at": "target/4", "vpc": "other", "type": "private"}
	findings := _findings(sample.world({"target": {"ranges": ["rfc1918"], "database": {"endpoint": endpoint}}}))

	{f.related[0].at | some f in findings} == {"target/4"}
}

test_silent_about_public_destinations if _findings(sample.base) == set()

test_silent_about_a_vpc_nat_gateway if {
	private := {"target": {"ranges": ["rfc1918"]}}

	_findings(object.union(sample.through({"network": "intranet"}), private)) == set()
}
