package egress.rules.dns.server_out_of_reach_test

import data.egress.rules.dns.server_out_of_reach

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

_findings(gate, reason, verdict) := found if {
	hop := {"gate": "dns", "verdict": verdict, "reason": reason, "at": "lookup/0/pod/1"}
	dns := {"lookups": [{"server": "vpc", "hops": [_hop(gate, "drops")], "findings": [_finding(gate)]}]}
	found := server_out_of_reach.findings with data.egress.path.hops as [hop] with input as {"dns": dns}
		with data.egress.gate.dns.blamed as 0
}

test_what_stops_the_query_is_told[verdict] if {
	some verdict, effect in {
		"deny": "no name resolves for {asker}",
		"partial": "only some queries of {asker} for names are answered",
	}
	finding := {
		"at": "lookup/0/pod/1",
		"message": sprintf("%s: {thing} stops it", [effect]),
		"fix": "open {thing}; long answers need TCP port 53 too",
		"names": {"asker": "source", "thing": "lookup/0/pod/1"},
		"related": [],
	}

	_findings("security-group", "query-denied", verdict) == {finding}
}

test_silent_about_policies if _findings("network-policy", "query-denied", "deny") == set()

test_silent_about_doubts if _findings("security-group", "query-denied", "unknown") == set()

test_silent_about_other_servers if _findings("security-group", "upstream-denied", "deny") == set()
