package egress.rules.dns.corefile_without_forward_test

import data.egress.rules.dns.corefile_without_forward

_findings(reason) := found if {
	hop := {"gate": "dns", "verdict": "deny", "reason": reason, "at": "dns/7"}
	found := corefile_without_forward.findings with data.egress.path.hops as [hop] with input as {}
}

test_told if {
	{[f.at, f.message, f.names] | some f in _findings("no-forward")} == {[
		"dns/7",
		"{corefile} passes {target} on to no server",
		{"corefile": "dns/7", "target": "target"},
	]}
}

test_silent_about_anything_else if _findings("resolves") == set()
