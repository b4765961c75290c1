# METADATA
# title: The IPv6 gateway is out of order
# description: |
#   The packet goes to the IPv6 internet, and the IPv6 gateway of its route is not available, locked for an overdue
#   payment, or in another VPC.
#
#   A VPC has one IPv6 gateway, and nothing takes its place.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/api-describeipv6gateways
#     description: DescribeIpv6Gateways
#   - ref: https://www.alibabacloud.com/help/en/ipv6-gateway/user-guide/create-and-manage-an-ipv6-gateway
#     description: Create and manage IPv6 gateways
# custom:
#   severity: error
#   code: V6-003
#   rows: [R054]
package egress.rules.ipv6_gateway.gateway_unusable

import data.egress.gate.ipv6_gateway
import data.egress.path

# METADATA
# description: One finding at the gateway.
findings contains {
	"at": stop.at,
	"message": sprintf("{gateway}, the IPv6 gateway that {source} leaves by to {target}, %s", [_states[stop.reason]]),
	"fix": _fixes[stop.reason],
	"names": object.union(stop.names, {"source": "source", "target": "target"}),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "ipv6-gateway"
	some stop in ipv6_gateway.stops
	stop.reason in object.keys(_states)
}

_states := {
	"gateway-down": "is not available",
	"gateway-locked": "is locked for an overdue payment",
	"gateway-elsewhere": "is in another VPC",
}

_fixes := {
	"gateway-down": "wait until {gateway} is available, or create it again",
	"gateway-locked": "settle the overdue payment of {gateway}",
	"gateway-elsewhere": "have {route} lead to the IPv6 gateway of its own VPC",
}
