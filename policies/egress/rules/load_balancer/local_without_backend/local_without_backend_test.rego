package egress.rules.load_balancer.local_without_backend_test

import data.egress.rules.load_balancer.local_without_backend

_findings(way, why, cluster) := found if {
	found := local_without_backend.findings with input as {
		"cluster": cluster,
		"balancer": {"inside": {"way": way, "policy_at": "balancer/1", "name": "balancer/2", "namespace": "balancer/3"}},
	}
		with data.egress.inside.why as why
		with data.egress.path.hops as [{"gate": "load-balancer"}]
}

_flannel := {"product": "ack", "plugin": "flannel"}

test_no_backend_on_the_node if {
	finding := {
		"at": "balancer/1",
		"message": concat(" ", [
			"{policy} is Local,",
			"and no ready backend is on the node of {source}, so it does not reach its load balancer",
		]),
		"fix": concat(" ", [
			"set it to Cluster: kubectl patch service {name} -n {namespace}",
			"-p '{\"spec\":{\"externalTrafficPolicy\":\"Cluster\"}}',",
			"or use the name {name}.{namespace} in place of the address",
		]),
		"names": {
			"policy": "balancer/1", "source": "source", "name": "balancer/2", "namespace": "balancer/3",
		},
		"related": [],
	}

	_findings("node", "no-local-end", _flannel) == {finding}
}

test_on_acs if {
	findings := _findings("node", "acs-local", {"product": "acs", "plugin": "terway"})

	{f.message | some f in findings} == {"{policy} is Local, so {source}, a pod of ACS, does not reach its load balancer"}
	not contains([f | some f in findings][0].fix, "backend-type")
}

test_backends_of_terway_can_see_clients_all_the_same if {
	findings := _findings("node", "no-local-end", {"product": "ack", "plugin": "terway"})

	contains([f | some f in findings][0].fix, "service.beta.kubernetes.io/backend-type: eni beside Cluster")
}

test_silent[why] if {
	some why in ["terway-local", "newer-ipvs", "place-unknown", "short", "no-end"]

	_findings("node", why, _flannel) == set()
}

test_silent_about_other_targets if _findings("", "no-local-end", _flannel) == set()
