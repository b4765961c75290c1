package egress.rules.route.ipv4_gateway_not_routed_test

import data.egress.gate.route
import data.egress.rules.route.ipv4_gateway_not_routed
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := route.hop with input as flow
	found := ipv4_gateway_not_routed.findings with input as flow with data.egress.path.hops as [hop]
}

_enabled(changes) := object.union({"ipv4_gateway": {"present": true, "enabled": true, "at": "pod/40"}}, changes)

_command := concat(" ", [
	"add a default route to {gateway}:",
	"aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock 0.0.0.0/0",
	"--NextHopType Ipv4Gateway --NextHopId {gateway}",
])

test_g26_own_address if {
	own := {"public": {"addresses": [sample.eip("pod/9", {})]}, "route": {"covering": []}}
	finding := {
		"at": "pod/1",
		"message": "{table} has no route to {gateway}, the enabled IPv4 gateway by which {source} has to leave",
		"fix": _command,
		"names": {"gateway": "pod/40", "table": "pod/1", "source": "source"},
		"related": [],
	}

	_findings(sample.pod(_enabled(own))) == {finding}
}

_nat(table) := sample.pod(_enabled({"ipv4_gateway": {"nat_route_known": true, "nat_table": table}}))

test_table_that_has_a_default_route_already if {
	occupied := {"ipv4_gateway": {"nat_route_known": true, "nat_table": "pod/41", "nat_vswitch": "pod/43", "vpc": "pod/42"}}
	findings := _findings(sample.pod(_enabled(occupied)))

	{true | some f in findings; startswith(f.fix, "{table} has a default route already")} == {true}
	{f.names.vswitch | some f in findings} == {"pod/43"}
}

test_vswitch_of_the_nat_gateway if {
	finding := {
		"at": "pod/41",
		"message": concat(" ", [
			"{table}, the table of the vSwitch of {nat}, has no route to {gateway},",
			"the enabled IPv4 gateway by which {source} has to leave",
		]),
		"fix": _command,
		"names": {"gateway": "pod/40", "nat": "pod/3", "table": "pod/41", "source": "source"},
		"related": [],
	}

	_findings(_nat("pod/41")) == {finding}
}

test_vswitch_whose_table_is_not_known_is_told_at_the_gateway if {
	findings := _findings(_nat(""))

	{f.at | some f in findings} == {"pod/40"}
	{f.names | some f in findings} == {{"gateway": "pod/40", "nat": "pod/3", "source": "source"}}
	{true | some f in findings; contains(f.fix, " --RouteTableId $TABLE ")} == {true}
	{true | some f in findings; startswith(f.message, "the vSwitch of {nat} has no route")} == {true}
}

test_silent_when_routed if {
	_findings(sample.pod(_enabled({"ipv4_gateway": {"nat_route_known": true, "nat_route": true}}))) == set()
}
