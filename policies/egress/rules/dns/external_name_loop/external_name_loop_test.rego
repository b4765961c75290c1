package egress.rules.dns.external_name_loop_test

import data.egress.rules.dns.external_name_loop

_findings(reason) := found if {
	hop := {"gate": "dns", "verdict": "deny", "reason": reason, "at": "dns/7"}
	found := external_name_loop.findings with data.egress.path.hops as [hop] with input as {}
}

test_told if {
	{[f.at, f.message, f.names] | some f in _findings("external-name-loop")} == {[
		"dns/7",
		"{target} never resolves: ExternalName Services lead to each other, {service} among them",
		{"target": "target", "service": "dns/7"},
	]}
}

test_silent_about_anything_else if _findings("resolves") == set()
