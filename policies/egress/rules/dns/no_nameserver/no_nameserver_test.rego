package egress.rules.dns.no_nameserver_test

import data.egress.rules.dns.no_nameserver

_findings(reason) := found if {
	hop := {"gate": "dns", "verdict": "deny", "reason": reason, "at": "dns/7"}
	found := no_nameserver.findings with data.egress.path.hops as [hop] with input as {}
}

test_told if {
	{[f.at, f.message, f.names] | some f in _findings("no-nameserver")} == {[
		"source.dns",
		"{source} has no DNS server to ask for {target}",
		{"source": "source", "target": "target"},
	]}
}

test_silent_about_anything_else if _findings("resolves") == set()
