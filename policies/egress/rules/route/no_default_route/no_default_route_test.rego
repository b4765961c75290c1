package egress.rules.route.no_default_route_test

import data.egress.gate.route
import data.egress.rules.route.no_default_route
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := route.hop with input as flow
	found := no_default_route.findings with input as flow with data.egress.path.hops as [hop]
}

_missing(changes) := sample.pod(object.union({"route": {"covering": []}}, changes))

_names := {"table": "pod/1", "vswitch": "pod.vswitch", "source": "source", "target": "target"}

_finding(fix, names, causes) := {
	"at": "pod/1",
	"message": "{table}, the table of {vswitch}, has no route from {source} to {target}",
	"fix": fix,
	"names": names,
	"related": [],
	"causes": causes,
}

test_g30_table_without_a_default_route if {
	fix := concat(" ", [
		"add a default route to a NAT gateway:",
		"aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock 0.0.0.0/0",
		"--NextHopType NatGateway --NextHopId {nat}",
	])

	_findings(_missing({})) == {_finding(fix, object.union(_names, {"nat": "pod/4"}), ["pod/4"])}
}

test_gateways_that_are_not_known if {
	findings := _findings(_missing({"nats": [], "nat_evidence": "absent"}))

	findings == {_finding("add a default route to a NAT gateway", _names, [])}
}

test_silent_when_there_is_a_route if _findings(sample.base) == set()

test_silent_while_an_eip_may_serve_it if _findings(_missing({"public": {"eips": "absent"}})) == set()
