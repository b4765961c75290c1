package egress.rules.identity.misplaced_in_cluster_loadbalance_test

import data.egress.rules.identity.misplaced_in_cluster_loadbalance

_findings(at, switch) := found if {
	found := misplaced_in_cluster_loadbalance.findings with input as {"cluster": {
		"in_cluster_lb": switch,
		"at": {"misplaced_lb": at},
	}}
}

test_inside_a_value if {
	finding := {
		"at": "cluster/1",
		"message": "in_cluster_loadbalance has no effect inside {key}: Terway reads it as a key of eni-config",
		"fix": concat(" ", [
			"move it beside eni_conf and restart Terway:",
			"kubectl patch configmap eni-config -n kube-system --type merge",
			"-p '{\"data\":{\"in_cluster_loadbalance\":\"true\"}}'",
			"&& kubectl delete pod -n kube-system -l app=terway-eniip",
		]),
		"names": {"key": "cluster/1"},
		"related": [],
	}

	_findings("cluster/1", "no") == {finding}
}

test_silent_where_it_stands_beside_too if _findings("cluster/1", "yes") == set()

test_silent_without_it if _findings("", "no") == set()
