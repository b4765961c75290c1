# METADATA
# title: The packets of DNS queries are stopped
# description: |
#   The target is reached by name, and something on the way drops the queries of the pod to its DNS
#   servers: a security group, a network ACL, a route.
#
#   Security groups see the queries to CoreDNS on other nodes, and those to 100.100.2.136 and
#   100.100.2.138 of pods with dnsPolicy Default. Accept UDP port 53 there, and TCP for long answers;
#   with --assume-dns-exempt security groups are taken not to filter the servers of the VPC.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/support/dns-troubleshooting
#     description: Troubleshoot DNS
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
# custom:
#   severity: error
#   code: DNS-004
#   rows: [R003, R040]
package egress.rules.dns.server_out_of_reach

import data.egress.gate.dns
import data.egress.path

# METADATA
# description: One finding at what stops the query.
findings contains {
	"at": told.at,
	"message": sprintf("%s: %s", [_effect[hop.verdict], told.message]),
	"fix": sprintf("%s; long answers need TCP port 53 too", [told.fix]),
	"names": object.union({"asker": "source"}, told.names),
	"related": told.related,
} if {
	some hop in path.hops
	hop.gate == "dns"
	hop.reason == "query-denied"
	hop.verdict in {"deny", "partial"}
	dns.decider(dns.blamed).gate != "network-policy"
	told := dns.told(dns.blamed)
}

_effect := {"deny": "no name resolves for {asker}", "partial": "only some queries of {asker} for names are answered"}
