package egress.rules.network_policy.third_party_plugin_test

import data.egress.rules.network_policy.third_party_plugin

_hops := [{"gate": "network-policy"}]

_findings(third, concerned) := _in("terway", third, concerned)

_in(plugin, third, concerned) := found if {
	cluster := {"plugin": plugin, "third_party": third, "at": {"third_party": "cluster/4"}}
	found := third_party_plugin.findings with input as {"cluster": cluster}
		with data.egress.path.hops as _hops
		with data.egress.gate.network_policy.concerned as concerned
}

test_calico_beside_the_plugin if {
	_findings("calico", true) == {{
		"at": "cluster/4",
		"message": concat(" ", [
			"Calico runs beside the network plugin of the cluster, which ACK does not support,",
			"and may enforce policies",
		]),
		"fix": "remove the DaemonSet, and have Terway enforce NetworkPolicies",
		"names": {},
		"related": [],
	}}
}

test_plugin_cannot_be_changed if {
	some finding in _in("flannel", "calico", true)
	finding.fix == "remove the DaemonSet, and run what needs NetworkPolicies in a cluster with Terway"
}

test_silent_without_one if _findings("", true) == set()

test_silent_about_ends_without_policies if _findings("cilium", false) == set()

_lints(third, object) := found if {
	cluster := {"plugin": "terway", "third_party": third, "at": {"third_party": "cluster/4"}}
	found := third_party_plugin.lints with input as {"cluster": cluster, "object": object}
}

test_lint_says_what_a_flow_says if {
	_lints("calico", {"policies": {}}) == _findings("calico", true)
}

test_lint_is_silent_without_policies_or_without_one if {
	_lints("calico", {"policy_section": {}}) == set()
	_lints("", {"policies": {}}) == set()
}
