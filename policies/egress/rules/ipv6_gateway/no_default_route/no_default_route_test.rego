package egress.rules.ipv6_gateway.no_default_route_test

import data.egress.gate.ipv6_gateway
import data.egress.gate.ipv6_gateway_test as sample
import data.egress.rules.ipv6_gateway.no_default_route

_findings(flow) := found if {
	hop := ipv6_gateway.hop with input as flow
	found := no_default_route.findings with input as flow with data.egress.path.hops as [hop]
}

_finding(fix, names) := {
	"at": "pod/1",
	"message": "{table}, the table of {vswitch}, has no route from {source} to {target}",
	"fix": fix,
	"names": object.union({"table": "pod/1", "vswitch": "pod.vswitch", "source": "source", "target": "target"}, names),
	"related": [],
}

test_g34_table_without_a_default_route if {
	fix := concat(" ", [
		"add a route to ::/0 that leads to the IPv6 gateway:",
		"aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock ::/0",
		"--NextHopType IPv6Gateway --NextHopId {gateway}",
	])

	_findings(sample.unrouted({})) == {_finding(fix, {"gateway": "pod/42"})}
}

test_gateway_that_is_not_known if {
	findings := _findings(sample.unrouted({"present": [], "gateways": "absent"}))

	findings == {_finding("add a route to ::/0 that leads to the IPv6 gateway", {})}
}

test_silent_when_there_is_a_route if _findings(sample.world({})) == set()

test_silent_about_a_vpc_without_a_gateway if _findings(sample.unrouted({"present": []})) == set()
