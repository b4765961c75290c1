package egress.rules.dns.no_such_service_test

import data.egress.rules.dns.no_such_service

_findings(reason) := found if {
	hop := {"gate": "dns", "verdict": "deny", "reason": reason, "at": "dns/7"}
	found := no_such_service.findings with data.egress.path.hops as [hop] with input as {"dns": {"name": {"host": "dns/3"}}}
}

test_told if {
	{[f.at, f.message, f.names] | some f in _findings("no-such-service")} == {[
		"dns/7",
		"{source} cannot resolve {name}: the cluster has no Service of that name",
		{"source": "source", "name": "dns/3"},
	]}
}

test_silent_about_anything_else if _findings("resolves") == set()

test_place_is_the_source_without_an_alias if {
	hop := {"gate": "dns", "verdict": "deny", "reason": "no-such-service", "at": ""}
	dns := {"name": {"host": "dns/3"}}
	found := no_such_service.findings with data.egress.path.hops as [hop] with input as {"dns": dns}
	{f.at | some f in found} == {"source"}
}
