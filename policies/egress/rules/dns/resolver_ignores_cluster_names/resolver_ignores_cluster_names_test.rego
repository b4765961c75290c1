package egress.rules.dns.resolver_ignores_cluster_names_test

import data.egress.rules.dns.resolver_ignores_cluster_names

_findings(reason, on_host) := found if {
	hop := {"gate": "dns", "verdict": "deny", "reason": reason, "at": "source.dns"}
	found := resolver_ignores_cluster_names.findings with data.egress.path.hops as [hop]
		with input as {"source": {"host_network": on_host}}
}

test_fix_fits_the_network[policy] if {
	some on_host, policy in {true: "ClusterFirstWithHostNet", false: "ClusterFirst"}
	fix := sprintf("set dnsPolicy: %s in the pod's spec, and leave its dnsConfig without nameservers", [policy])

	{[f.at, f.fix] | some f in _findings("ignores-cluster-names", on_host)} == {["source.dns", fix]}
}

test_silent_about_anything_else if _findings("resolves", false) == set()
