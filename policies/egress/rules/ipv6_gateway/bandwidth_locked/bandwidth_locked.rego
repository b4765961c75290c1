# METADATA
# title: The public bandwidth of the IPv6 address is locked
# description: |
#   The packet goes to the IPv6 internet, and the bandwidth of its source address is locked for a debt or for security.
#
#   Nothing takes its place. Settle the payment, or have the lock lifted.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/api-describeipv6addresses
#     description: DescribeIpv6Addresses
# custom:
#   severity: error
#   code: V6-002
#   rows: [R054]
package egress.rules.ipv6_gateway.bandwidth_locked

import data.egress.gate.ipv6_gateway
import data.egress.path

# METADATA
# description: One finding at the state of the bandwidth.
findings contains {
	"at": stop.at,
	"message": "the public bandwidth of {address}, which {source} leaves with, is locked for a debt or for security",
	"fix": "settle the overdue payment, or have the lock of the bandwidth lifted",
	"names": {"address": stop.names.address, "source": "source"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "ipv6-gateway"
	some stop in ipv6_gateway.stops
	stop.reason == "bandwidth-locked"
}
