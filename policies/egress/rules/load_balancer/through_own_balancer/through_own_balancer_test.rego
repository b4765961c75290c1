package egress.rules.load_balancer.through_own_balancer_test

import data.egress.rules.load_balancer.through_own_balancer

_at := {"in_cluster_lb": "cluster/1", "data_path": "cluster/2", "terway": "cluster/3"}

_findings(way, why, at) := found if {
	found := through_own_balancer.findings with input as {
		"cluster": {"at": object.union(_at, at)},
		"balancer": {"inside": {"way": way}},
	}
		with data.egress.inside.why as why
		with data.egress.path.hops as [{"gate": "load-balancer"}]
}

_switching := concat(" ", [
	"write in_cluster_loadbalance: \"true\" in eni-config and restart Terway:",
	"kubectl patch configmap eni-config -n kube-system --type merge",
	"-p '{\"data\":{\"in_cluster_loadbalance\":\"true\"}}'",
	"&& kubectl delete pod -n kube-system -l app=terway-eniip",
])

test_switched_off if {
	finding := {
		"at": "cluster/1",
		"message": concat(" ", [
			"in_cluster_loadbalance is not \"true\" in eni-config, so Terway in IPvlan mode sends packets of pods",
			"for the cluster's own load balancers through them, not straight to backends",
		]),
		"fix": concat(", or ", [_switching, "use the names of Services in place of the addresses"]),
		"names": {},
		"related": [],
	}

	_findings("front", "switched-off", {}) == {finding}
}

test_places[why] if {
	some why, at in {
		"before-1.2": "cluster/3", "made-before": "cluster/1", "switched-off": "cluster/1", "misread-switch": "cluster/3",
	}

	{f.at | some f in _findings("front", why, {})} == {at}
}

test_place_without_eni_config if {
	{f.at | some f in _findings("front", "made-before", {"in_cluster_lb": ""})} == {"cluster/2"}
}

test_dispute_is_told_as_one if {
	findings := _findings("node", "switch-disputed", {})

	{contains(f.message, "perhaps through them") | some f in findings} == {true}
}

test_fix_of_a_version_that_misreads if {
	{startswith(f.fix, "update the component terway-eniip to 1.14.3 or later, or") |
		some f in _findings("front", "misread-switch", {})
	} == {true}
}

test_silent[why] if {
	some why in ["host-name", "proxy-mode", "exclusive-eni", "no-local-end-continues", "short", "terway-local"]
	some way in ["front", "node", "end"]

	_findings(way, why, {}) == set()
}

test_silent_about_backends if _findings("end", "switched-off", {}) == set()
