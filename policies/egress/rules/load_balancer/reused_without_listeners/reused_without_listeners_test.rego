package egress.rules.load_balancer.reused_without_listeners_test

import data.egress.rules.load_balancer.reused_without_listeners

_findings(reason, changes) := found if {
	found := reused_without_listeners.findings with input as {
		"flow": {"protocol": "tcp", "port": 443},
		"balancer": {"inside": object.union(
			{
				"way": "front", "service": "balancer/1", "reused": "balancer/2", "prefix": "balancer/3",
				"name": "balancer/4", "namespace": "balancer/5",
			},
			changes,
		)},
	}
		with data.egress.path.hops as [{"gate": "load-balancer", "reason": reason}]
}

test_no_listener[reason] if {
	some reason in ["no-listener", "listeners-unknown", "undescribed"]
	finding := {
		"at": "balancer/2",
		"message": "{service} reuses {id} and leaves its listeners to others, and none that is known takes TCP port 443",
		"fix": concat(" ", [
			"let ACK write them, which replaces those that are there:",
			"kubectl annotate service {name} -n {namespace} {prefix}force-override-listeners=true",
		]),
		"names": {
			"service": "balancer/1", "id": "balancer/2", "prefix": "balancer/3",
			"name": "balancer/4", "namespace": "balancer/5",
		},
		"related": [],
	}

	_findings(reason, {}) == {finding}
}

test_silent_where_a_listener_takes_it[reason] if {
	some reason in ["serves", "listener-stopped", "hairpin", "no-backend"]

	_findings(reason, {}) == set()
}

test_silent_where_ack_writes_them if _findings("no-listener", {"reused": ""}) == set()

test_silent_where_the_packet_goes_straight if _findings("no-listener", {"way": "end"}) == set()
