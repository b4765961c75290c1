package egress.rules.dns.node_local_out_of_reach_test

import data.egress.rules.dns.node_local_out_of_reach

_findings(reason) := found if {
	hop := {"gate": "dns", "verdict": "deny", "reason": reason, "at": "source.dns"}
	found := node_local_out_of_reach.findings with data.egress.path.hops as [hop]
}

test_message_says_why[reason] if {
	some reason, why in {
		"local-missing": "the cluster has no DaemonSet node-local-dns",
		"local-bypassed": "host_stack_cidrs of Terway leaves out its address",
	}
	message := sprintf("{source} asks NodeLocal DNSCache alone, and %s", [why])

	{[f.at, f.message] | some f in _findings(reason)} == {["source.dns", message]}
}

test_silent_about_anything_else if _findings("resolves") == set()
