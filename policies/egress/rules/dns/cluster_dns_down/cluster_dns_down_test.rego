package egress.rules.dns.cluster_dns_down_test

import data.egress.rules.dns.cluster_dns_down

_findings(reason) := found if {
	hop := {"gate": "dns", "verdict": "deny", "reason": reason, "at": "dns/7"}
	found := cluster_dns_down.findings with data.egress.path.hops as [hop] with input as {}
}

test_told if {
	{[f.at, f.message, f.names] | some f in _findings("cluster-dns-down")} == {[
		"dns/7",
		"{source} cannot resolve {target}: no pod of CoreDNS answers",
		{"source": "source", "target": "target"},
	]}
}

test_silent_about_anything_else if _findings("resolves") == set()
