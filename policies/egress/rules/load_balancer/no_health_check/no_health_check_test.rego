package egress.rules.load_balancer.no_health_check_test

import data.egress.rules.load_balancer.no_health_check

_findings(check, way) := findings if {
	findings := no_health_check.findings with input.balancer as {
		"id": "balancer/0",
		"listener": {"at": "balancer/2", "protocol": "tcp"},
		"backends": {"check": check, "check_at": "balancer/5"},
		"inside": {"way": way},
	}
		with input.flow.port as 443
		with data.egress.path.hops as [{"gate": "load-balancer", "reason": "serves"}]
}

test_lb_004_health_check_off if {
	_findings("off", "") == {{
		"at": "balancer/5",
		"message": "the health check of {listener} is off, so it forwards to servers that do not answer too",
		"fix": concat(" ", [
			"switch it on: aliyun slb SetLoadBalancerTCPListenerAttribute",
			"--LoadBalancerId {id} --ListenerPort 443 --HealthCheck on",
		]),
		"names": {"listener": "balancer/2", "id": "balancer/0"},
		"related": [],
	}}
}

test_silent_about_other_checks[check] if {
	some check in ["on", "unknown"]

	_findings(check, "") == set()
}

test_silent_about_a_service_of_the_cluster if _findings("off", "front") == set()
