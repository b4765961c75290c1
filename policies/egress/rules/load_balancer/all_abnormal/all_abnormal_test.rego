package egress.rules.load_balancer.all_abnormal_test

import data.egress.gate.load_balancer
import data.egress.rules.load_balancer.all_abnormal

_input(changes) := object.union(
	{
		"flow": {"family": "ipv4", "protocol": "tcp", "port": 443},
		"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni"},
		"source": {"host_network": false, "virtual_node": false},
		"target": {"kind": "clb", "pod": false, "resolved": true, "ranges": ["vpc"]},
		"balancer": {
			"product": "clb", "found": true, "at": "balancer/0", "id": "balancer/7",
			"address": "balancer/9", "status": "active", "business": "", "network": "vpc", "vpc": "same",
			"listeners": "complete", "ports": "balancer/1",
			"listener": {
				"found": true, "described": true, "at": "balancer/2", "id": "", "protocol": "tcp",
				"status": "running",
			},
			"backends": {
				"forwards": true, "kind": "vserver", "group": "balancer/3", "id": "balancer/4",
				"standing": "several", "preserve": "unknown", "health": "unknown", "health_at": "",
			},
			"pod": {"standing": "no", "at": ""},
			"node": {"standing": "no", "at": ""},
		},
		"pod": {"missing": []},
	},
	{"balancer": changes},
)

_findings(changes) := found if {
	flow := _input(changes)
	hop := load_balancer.hop with input as flow
	found := all_abnormal.findings with input as flow with data.egress.path.hops as [hop]
}

test_servers_that_all_fail if {
	finding := {
		"at": "balancer/5",
		"message": "all servers of {listener} fail their health checks",
		"fix": concat(" ", [
			"let 100.64.0.0/10 reach the servers and make them answer the health check, then look again:",
			"aliyun slb DescribeHealthStatus --LoadBalancerId {id}",
		]),
		"names": {"listener": "balancer/2", "id": "balancer/7"},
		"related": [],
	}

	_findings({"backends": {"health": "abnormal", "health_at": "balancer/5"}}) == {finding}
}

test_silent_when_some_pass if {
	_findings({"backends": {"health": "fine", "health_at": "balancer/5"}}) == set()
}

test_silent_when_it_serves if _findings({}) == set()
