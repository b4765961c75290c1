package egress.rules.dns.upstream_denied_test

import data.egress.rules.dns.upstream_denied

_finding(gate) := {
	"gate": gate,
	"at": "lookup/0/pod/1",
	"message": "{thing} stops it",
	"fix": "open {thing}",
	"names": {"thing": "lookup/0/pod/1"},
	"related": [],
}

_hop(gate, reason) := {
	"gate": gate,
	"verdict": "deny",
	"reason": reason,
	"note": "{thing} stops it",
	"names": {"thing": "lookup/0/pod/1"},
	"at": "lookup/0/pod/1",
	"missing": [],
}

_findings(reason, verdict) := found if {
	hop := {"gate": "dns", "verdict": verdict, "reason": reason, "at": "lookup/0/pod/1"}
	looked := {"server": "upstream", "hops": [_hop("security-group", "drops")], "findings": [_finding("security-group")]}
	found := upstream_denied.findings with data.egress.path.hops as [hop] with input as {"dns": {"lookups": [looked]}}
		with data.egress.gate.dns.blamed as 0
}

test_what_stops_the_query_is_told[verdict] if {
	some verdict, who in {"deny": "CoreDNS", "partial": "a part of the pods of CoreDNS"}
	message := sprintf("%s cannot ask for {name}: {thing} stops it", [who])
	names := {"name": "target", "thing": "lookup/0/pod/1"}

	{[f.at, f.message, f.names] | some f in _findings("upstream-denied", verdict)} == {["lookup/0/pod/1", message, names]}
}

test_silent_about_doubts if _findings("upstream-denied", "unknown") == set()

test_silent_about_the_pods_own_queries if _findings("query-denied", "deny") == set()
