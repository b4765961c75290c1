package egress.rules.ipv6_gateway.no_bandwidth_test

import data.egress.gate.ipv6_gateway
import data.egress.gate.ipv6_gateway_test as sample
import data.egress.rules.ipv6_gateway.no_bandwidth

_findings(flow) := found if {
	hop := ipv6_gateway.hop with input as flow
	found := no_bandwidth.findings with input as flow with data.egress.path.hops as [hop]
}

_command := concat(" ", [
	"; for this address: aliyun vpc AllocateIpv6InternetBandwidth",
	"--Ipv6GatewayId {gateway} --Ipv6AddressId {id} --Bandwidth 10",
])

test_g32_address_without_bandwidth if {
	finding := {
		"at": "pod.ipv6",
		"message": "{address}, which {source} leaves with, has no public bandwidth to reach {target}",
		"fix": concat("", [
			"annotate the pod template with k8s.aliyun.com/ipv6-bandwidth: \"10\", ",
			"which the ipv6gw controller of ack-extend-network-controller acts on",
			_command,
		]),
		"names": {
			"address": "pod.address",
			"source": "source",
			"target": "target",
			"id": "pod.ipv6.id",
			"gateway": "pod.ipv6.gateway",
		},
		"related": [],
	}

	_findings(sample.with_row(sample.bare)) == {finding}
}

test_who_buys_it[fix] if {
	some fix, flow in {
		"buy public bandwidth for the address of the node": {
			"source": {"host_network": true},
			"node": {"ipv6": {"rows": [sample.row(object.union(sample.bare, {"id": ""}))]}},
		},
		concat("", [
			"annotate the pod template with network.alibabacloud.com/ipv6-bandwidth-enable: \"true\" and ",
			"recreate the pod",
		]): {
			"cluster": {"product": "acs"},
			"pod": {"ipv6": {"rows": [sample.row(object.union(sample.bare, {"gateway": ""}))]}},
		},
	}

	{finding.fix | some finding in _findings(sample.world(flow))} == {fix}
}

test_silent_about_bandwidth if _findings(sample.world({})) == set()

test_silent_while_a_controller_may_buy_it if _findings(sample.asked("yes", sample.stripped)) == set()
