package egress.rules.load_balancer.listener_stopped_test

import data.egress.gate.load_balancer
import data.egress.rules.load_balancer.listener_stopped

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
	found := listener_stopped.findings with input as flow with data.egress.path.hops as [hop]
}

test_listener_that_is_stopped if {
	finding := {
		"at": "balancer/2",
		"message": "{listener} is stopped",
		"fix": concat(" ", [
			"start it: aliyun slb StartLoadBalancerListener --LoadBalancerId {id}",
			"--ListenerPort 443 --ListenerProtocol tcp",
		]),
		"names": {"listener": "balancer/2", "id": "balancer/7"},
		"related": [],
	}

	_findings({"listener": {"status": "stopped"}}) == {finding}
}

test_fix_of_other_products[product] if {
	some product in ["nlb", "alb"]
	fix := sprintf("start it: aliyun %s StartListener --ListenerId {own}", [product])
	findings := _findings({"product": product, "listener": {"status": "stopped", "id": "balancer/8"}})

	{[f.fix, f.names.own] | some f in findings} == {[fix, "balancer/8"]}
}

test_silent_about_states_of_transition if _findings({"listener": {"status": "stopping"}}) == set()

test_silent_when_it_serves if _findings({}) == set()
