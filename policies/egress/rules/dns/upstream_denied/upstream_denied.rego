# METADATA
# title: CoreDNS does not reach the servers that it passes names on to
# description: |
#   The name leads out of the cluster, and the queries of CoreDNS to the servers of its Corefile are
#   stopped: by its own security group, a policy, a route.
#
#   Names of the cluster resolve all the same, so this looks like a fault of the destination. CoreDNS
#   passes names on to 100.100.2.136 and 100.100.2.138 unless the Corefile says otherwise. Accept UDP and
#   TCP port 53 to them in the security group of the pods of CoreDNS (Terway) or of their nodes
#   (Flannel); with --assume-dns-exempt security groups are taken not to filter these servers.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/support/dns-troubleshooting
#     description: Troubleshoot DNS
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/basic-and-advanced-security-groups
#     description: Basic and advanced security groups
# custom:
#   severity: error
#   code: DNS-005
#   rows: [R003, R040]
package egress.rules.dns.upstream_denied

import data.egress.gate.dns
import data.egress.path

# METADATA
# description: One finding at what stops the query.
findings contains {
	"at": told.at,
	"message": sprintf("%s cannot ask for {name}: %s", [_who[hop.verdict], told.message]),
	"fix": sprintf("%s; long answers need TCP port 53 too", [told.fix]),
	"names": object.union({"name": "target"}, told.names),
	"related": told.related,
} if {
	some hop in path.hops
	hop.gate == "dns"
	hop.reason == "upstream-denied"
	hop.verdict in {"deny", "partial"}
	told := dns.told(dns.blamed)
}

_who := {"deny": "CoreDNS", "partial": "a part of the pods of CoreDNS"}
