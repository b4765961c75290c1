package egress.rules.load_balancer.inactive_test

import data.egress.gate.load_balancer
import data.egress.rules.load_balancer.inactive

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
	found := inactive.findings with input as flow with data.egress.path.hops as [hop]
}

test_instance_that_is_stopped if {
	finding := {
		"at": "balancer/0",
		"message": "{target} is inactive and forwards nothing",
		"fix": "start it: aliyun slb SetLoadBalancerStatus --LoadBalancerId {id} --LoadBalancerStatus active",
		"names": {"target": "target", "id": "balancer/7"},
		"related": [],
	}

	_findings({"status": "inactive"}) == {finding}
}

test_fix_of_other_states[what] if {
	some what, c in {
		"locked": {"of": {"status": "locked"}, "is": "settle what is due for {id}, and lift its lock in the console"},
		"NLB": {"of": {"product": "nlb", "status": "inactive"}, "is": "start {id} again in the console"},
	}

	{f.fix | some f in _findings(c.of)} == {c.is}
}

test_silent_about_states_of_transition if _findings({"status": "configuring"}) == set()

test_silent_when_it_serves if _findings({}) == set()
