# METADATA
# title: The Corefile passes names of the internet on to nobody
# description: |
#   The name leads out of the cluster, and no plugin forward of the server block for it passes it on.
#
#   CoreDNS answers for the zones of its plugins alone. Put forward . /etc/resolv.conf back into the
#   server block of the root zone.
# related_resources:
#   - ref: https://coredns.io/plugins/forward/
#     description: The plugin forward
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-dns-resolution
#     description: CoreDNS in ACK clusters
# custom:
#   severity: error
#   code: DNS-007
#   rows: [R003, R040]
package egress.rules.dns.corefile_without_forward

import data.egress.path

# METADATA
# description: One finding at the server block.
findings contains {
	"at": hop.at,
	"message": "{corefile} passes {target} on to no server",
	"fix": "write forward . /etc/resolv.conf into the server block of the root zone, then restart CoreDNS unless it has the plugin reload",
	"names": {"corefile": hop.at, "target": "target"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "dns"
	hop.reason == "no-forward"
}
