package egress.rules.load_balancer.no_listener_test

import data.egress.gate.load_balancer
import data.egress.rules.load_balancer.no_listener

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
	found := no_listener.findings with input as flow with data.egress.path.hops as [hop]
}

test_port_that_no_listener_has if {
	finding := {
		"at": "balancer/0",
		"message": "{target} has no listener for TCP port 443",
		"fix": concat(" ", [
			"ask for a port that it has: {ports}, or add one with a server group:",
			"aliyun slb CreateLoadBalancerTCPListener --LoadBalancerId {id} --ListenerPort 443",
		]),
		"names": {"target": "target", "id": "balancer/7", "ports": "balancer/1"},
		"related": [],
	}

	_findings({"listener": {"found": false}}) == {finding}
}

test_fix_of_other_products[product] if {
	some product, call in {
		"nlb": "aliyun nlb CreateListener --LoadBalancerId {id} --ListenerProtocol TCP --ListenerPort 443",
		"alb": "aliyun alb CreateListener --LoadBalancerId {id} --ListenerPort 443",
	}
	fix := sprintf("add one with a server group: %s", [call])

	{f.fix | some f in _findings({"product": product, "ports": "", "listener": {"found": false}})} == {fix}
}

test_silent_while_listeners_are_not_known if {
	_findings({"listeners": "partial", "listener": {"found": false}}) == set()
}

test_silent_when_it_serves if _findings({}) == set()
