package egress.rules.load_balancer.source_range_refuses_test

import data.egress.rules.load_balancer.source_range_refuses

_findings(why, host) := found if {
	found := source_range_refuses.findings with input as {
		"source": {"host_network": host},
		"balancer": {"inside": {
			"way": "node", "ranges": {"at": "balancer/1"}, "name": "balancer/2", "namespace": "balancer/3",
		}},
		"pod": {"range": "pod/7"},
		"node": {"range": "node/7"},
	}
		with data.egress.inside.why as why
		with data.egress.path.hops as [{"gate": "load-balancer"}]
}

test_pod_out_of_range if {
	finding := {
		"at": "balancer/1",
		"message": "{ranges} does not name {address} of {source}, so nodes do not let it in",
		"fix": concat("", [
			"add {range} to it: kubectl patch service {name} -n {namespace} --type json ",
			"-p '[{\"op\":\"add\",\"path\":\"/spec/loadBalancerSourceRanges/-\",\"value\":\"{range}\"}]', ",
			"or use the name {name}.{namespace} in place of the address",
		]),
		"names": {
			"ranges": "balancer/1", "source": "source", "address": "pod.address",
			"range": "pod/7", "name": "balancer/2", "namespace": "balancer/3",
		},
		"related": [],
	}

	_findings("out-of-range", false) == {finding}
}

test_host_network if {
	{[f.names.address, f.names.range] | some f in _findings("out-of-range", true)} == {["node.address", "node/7"]}
}

test_silent[why] if {
	some why in ["source-unknown", "range-undocumented", "short", "no-local-end"]

	_findings(why, false) == set()
}
