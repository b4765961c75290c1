package egress.rules.load_balancer.hairpin_test

import data.egress.gate.load_balancer
import data.egress.rules.load_balancer.hairpin

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
	found := hairpin.findings with input as flow with data.egress.path.hops as [hop]
}

test_only_server if {
	finding := {
		"at": "balancer/6",
		"message": "{server}, the only server behind {listener}, is {source} or the node that it is on",
		"fix": concat(" ", [
			"reach what runs there by its own address or by a ClusterIP Service,",
			"or use a listener for HTTP or HTTPS",
		]),
		"names": {
			"source": "source", "server": "balancer/6", "listener": "balancer/2", "group": "balancer/4",
		},
		"related": [],
	}

	_findings({"pod": {"standing": "only", "at": "balancer/6"}}) == {finding}
}

test_one_of_several_servers if {
	message := "{server}, one of the servers behind {listener}, is {source} or the node that it is on"

	{f.message | some f in _findings({"pod": {"standing": "among", "at": "balancer/6"}})} == {message}
}

test_nlb_can_hide_clients if {
	client := {"pod": {"standing": "only", "at": "balancer/6"}}
	findings := _findings(object.union({"product": "nlb", "backends": {"preserve": "yes"}}, client))
	command := "aliyun nlb UpdateServerGroupAttribute --ServerGroupId {group} --PreserveClientIpEnabled false"

	{endswith(f.fix, command) | some f in findings} == {true}
}

test_silent_about_layer_7 if {
	_findings({"listener": {"protocol": "http"}, "pod": {"standing": "only", "at": "balancer/6"}}) == set()
}

test_silent_when_it_serves if _findings({}) == set()
