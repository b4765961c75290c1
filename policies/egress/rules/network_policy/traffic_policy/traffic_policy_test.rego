package egress.rules.network_policy.traffic_policy_test

import data.egress.rules.network_policy.traffic_policy

_findings(denials) := found if {
	found := traffic_policy.findings with input as {"flow": {"protocol": "tcp", "port": 443}, "policy": {"traffic": [{}]}}
		with data.egress.path.hops as [{"gate": "network-policy"}]
		with data.egress.gate.network_policy.traffic_denials as denials
}

_names := {"denial": "policy/1", "source": "source", "target": "target"}

test_rule_that_denies if {
	_findings({"egress": {"at": "policy/1", "by": "rule"}}) == {{
		"at": "policy/1",
		"message": "{denial} denies TCP port 443 from {source} to {target}, and is the first rule that matches",
		"fix": "allow TCP port 443 to {target} in a rule before it, or in a policy of a smaller priority",
		"names": _names,
		"related": [],
	}}
}

test_no_rule_that_matches if {
	_findings({"ingress": {"at": "policy/1", "by": "default"}}) == {{
		"at": "policy/1",
		"message": "no rule of the TrafficPolicies allows TCP port 443 from {source} to {target}, and {denial} is read last",
		"fix": "add an ingress rule to {denial} that allows TCP port 443 from {source}",
		"names": _names,
		"related": [],
	}}
}

test_silent_when_nothing_denies if _findings({}) == set()
