# METADATA
# title: No egress rule lets DNS queries out
# description: |
#   The target is reached by name, and the NetworkPolicies that isolate the pod do not allow the queries
#   to its DNS servers.
#
#   A policy that isolates a pod for egress isolates it from DNS too. Policies see the packet after
#   Service translation, so the rule has to select the pods of CoreDNS: a block with the address of the
#   Service does not help. Allow UDP, and TCP for long answers; a port without protocol means TCP.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#     description: Network policies of Kubernetes
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/support/dns-troubleshooting
#     description: Troubleshoot DNS
# custom:
#   severity: error
#   code: DNS-002
#   rows: [R003, R040, R093]
package egress.rules.dns.policy_denies_dns

import data.egress.gate.dns
import data.egress.path

# METADATA
# description: One finding at the first policy that isolates the pod.
findings contains {
	"at": told.at,
	"message": sprintf("%s: %s", [_effect[hop.verdict], told.message]),
	"fix": _fix(told),
	"names": told.names,
	"related": told.related,
} if {
	some hop in path.hops
	hop.gate == "dns"
	hop.reason == "query-denied"
	hop.verdict in {"deny", "partial"}
	dns.decider(dns.blamed).gate == "network-policy"
	told := dns.told(dns.blamed)
}

_fix(told) := sprintf("%s; long answers need TCP port 53 too", [told.fix]) if not _own(told)

_fix(told) := concat(" ", [
	"add an egress rule to {policy} that allows UDP and TCP port 53 to the pods of CoreDNS: a namespaceSelector with",
	"kubernetes.io/metadata.name: kube-system and, in the same peer, a podSelector with k8s-app: kube-dns",
]) if {
	_own(told)
}

# Egress of the pod itself, to pods of CoreDNS that labels select.
_own(told) if {
	told.names.policy
	dns.decider(dns.blamed).reason == "no-egress-rule"
	input.dns.lookups[dns.blamed].server == "cluster"
	not dns.hosted
}

_effect := {"deny": "names do not resolve", "partial": "only some queries for names are answered"}
