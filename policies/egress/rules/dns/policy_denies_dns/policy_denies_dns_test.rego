package egress.rules.dns.policy_denies_dns_test

import data.egress.rules.dns.policy_denies_dns

_finding(gate) := {
	"gate": gate,
	"at": "lookup/0/pod/1",
	"message": "{thing} stops it",
	"fix": "open {thing}",
	"names": {"thing": "lookup/0/pod/1", "policy": "lookup/0/policy/0"},
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

_findings(gate, reason, server, hosted) := found if {
	hop := {"gate": "dns", "verdict": "deny", "reason": "query-denied", "at": "lookup/0/policy/0"}
	looked := {"server": server, "hops": [_hop(gate, reason)], "findings": [_finding(gate)]}
	found := policy_denies_dns.findings with data.egress.path.hops as [hop] with input as {"dns": {"lookups": [looked]}}
		with data.egress.gate.dns.blamed as 0
		with data.egress.gate.dns.hosted as hosted
}

_selecting := concat(" ", [
	"add an egress rule to {policy} that allows UDP and TCP port 53 to the pods of CoreDNS: a namespaceSelector with",
	"kubernetes.io/metadata.name: kube-system and, in the same peer, a podSelector with k8s-app: kube-dns",
])

_opening := "open {thing}; long answers need TCP port 53 too"

test_fix_fits_the_server[[server, reason, hosted]] if {
	some [server, reason, hosted, fix] in [
		["cluster", "no-egress-rule", false, _selecting],
		["cluster", "no-ingress-rule", false, _opening],
		["cluster", "no-egress-rule", true, _opening],
		["vpc", "no-egress-rule", false, _opening],
	]

	{f.fix | some f in _findings("network-policy", reason, server, hosted)} == {fix}
}

test_message_is_that_of_the_policy if {
	found := _findings("network-policy", "no-egress-rule", "cluster", false)
	{[f.at, f.message] | some f in found} == {["lookup/0/pod/1", "names do not resolve: {thing} stops it"]}
}

test_silent_about_other_gates if _findings("security-group", "rule-drops", "cluster", false) == set()
