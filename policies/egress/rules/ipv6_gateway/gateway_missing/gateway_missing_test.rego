package egress.rules.ipv6_gateway.gateway_missing_test

import data.egress.gate.ipv6_gateway
import data.egress.gate.ipv6_gateway_test as sample
import data.egress.rules.ipv6_gateway.gateway_missing

_findings(flow) := found if {
	hop := ipv6_gateway.hop with input as flow
	found := gateway_missing.findings with input as flow with data.egress.path.hops as [hop]
}

_command := ": aliyun vpc CreateIpv6Gateway --VpcId {vpc}"

test_vpc_without_a_gateway[custom] if {
	some custom, route in {
		true: "create an IPv6 gateway, and add a route to ::/0 that leads to it to the custom table {table}",
		false: "create an IPv6 gateway, which adds a default route to the system table {table}",
	}
	finding := {
		"at": "pod/1",
		"message": "the VPC of {vswitch} has no IPv6 gateway for {source} to reach {target} by",
		"fix": concat("", [route, _command]),
		"names": {
			"vswitch": "pod.vswitch",
			"source": "source",
			"target": "target",
			"vpc": "pod/43",
			"table": "pod/1",
		},
		"related": [],
	}
	changes := {"route": {"covering": [], "custom": custom}, "ipv6": {"present": []}}

	_findings(sample.pod(changes)) == {finding}
}

test_route_to_a_gateway_that_is_gone if {
	findings := _findings(sample.with_gateway({"found": false, "at": ""}))

	{[finding.at, finding.fix] | some finding in findings} == {[
		"pod/2",
		concat("", ["create an IPv6 gateway, and have {route} lead to it", _command]),
	]}
}

test_silent_about_a_gateway if _findings(sample.world({})) == set()

test_silent_while_the_export_lacks if _findings(sample.unrouted({"present": [], "gateways": "absent"})) == set()
