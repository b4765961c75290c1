package egress.rules.nat.misses_node_vswitch_test

import data.egress.gate.nat
import data.egress.rules.nat.misses_node_vswitch
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := nat.hop with input as flow
	found := misses_node_vswitch.findings with input as flow with data.egress.path.hops as [hop]
}

_missed := {"route": {"covering": [sample.route([sample.to_nat({"entries": []})], {})]}}

test_node_that_no_entry_covers if {
	finding := {
		"at": "pod/4",
		"message": "no SNAT entry of {nat} covers {address}, with which {source} leaves its node",
		"fix": concat(" ", [
			"add an SNAT entry for {vswitch}:",
			"aliyun vpc CreateSnatEntry --SnatTableId {table} --SourceVSwitchId {vswitch} --SnatIp {ip}",
		]),
		"names": {
			"nat": "pod/4", "vswitch": "node.vswitch", "table": "pod/7", "ip": "pod/8",
			"address": "node.address", "source": "source",
		},
		"related": [],
		"causes": ["node.vswitch"],
	}

	_findings(sample.flannel(_missed)) == {finding}
}

test_pod_on_the_host_network if {
	count(_findings(sample.world({"source": {"host_network": true}, "node": _missed}))) == 1
}

test_silent_when_an_entry_covers_the_node if _findings(sample.flannel({})) == set()

test_silent_about_pods if _findings(sample.entries([])) == set()

test_an_instance_leaves_no_node if {
	instance := {"source": {"host_network": true, "ecs": "outside"}, "node": _missed}
	some finding in _findings(sample.world(instance))

	endswith(finding.message, "with which {source} leaves")
}
