package egress.rules.dns.external_name_address_test

import data.egress.rules.dns.external_name_address

_findings(reason) := found if {
	hop := {"gate": "dns", "verdict": "deny", "reason": reason, "at": "dns/7"}
	found := external_name_address.findings with data.egress.path.hops as [hop]
		with input as {"dns": {"name": {"host": "dns/8"}}}
}

test_told if {
	{[f.at, f.names] | some f in _findings("external-name-address")} == {[
		"dns/7",
		{"service": "dns/7", "name": "dns/8"},
	]}
}

test_silent_about_anything_else if _findings("external-name-loop") == set()
