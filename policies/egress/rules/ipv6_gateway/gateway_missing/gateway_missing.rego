# METADATA
# title: The VPC has no IPv6 gateway
# description: |
#   The packet goes to the IPv6 internet, and the VPC has no IPv6 gateway, or the route names one that does not exist.
#
#   IPv6 packets leave a VPC by an IPv6 gateway alone. Creating one adds a default route to the system route
#   table; custom tables need it by hand.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ipv6-gateway/user-guide/create-and-manage-an-ipv6-gateway
#     description: Create and manage IPv6 gateways
# custom:
#   severity: error
#   code: V6-003
#   rows: [R054]
package egress.rules.ipv6_gateway.gateway_missing

import data.egress.exit
import data.egress.gate.ipv6_gateway
import data.egress.path

# METADATA
# description: One finding at the table without a route, or at the route.
findings contains {
	"at": stop.at,
	"message": _messages[stop.reason],
	"fix": concat("", [_fixes[stop.reason][exit.facts.route.custom], ": aliyun vpc CreateIpv6Gateway --VpcId {vpc}"]),
	"names": object.union(
		stop.names,
		{"source": "source", "target": "target", "vpc": exit.facts.ipv6.vpc, "table": exit.facts.route.table},
	),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "ipv6-gateway"
	some stop in ipv6_gateway.stops
	stop.reason in object.keys(_messages)
}

_messages := {
	"no-gateway": "the VPC of {vswitch} has no IPv6 gateway for {source} to reach {target} by",
	"gateway-gone": "{route} leads to {gateway}, which does not exist, so that {source} does not reach {target}",
}

# Only the system table gets the route by itself.
_fixes := {
	"no-gateway": {
		true: "create an IPv6 gateway, and add a route to ::/0 that leads to it to the custom table {table}",
		false: "create an IPv6 gateway, which adds a default route to the system table {table}",
	},
	"gateway-gone": {
		true: "create an IPv6 gateway, and have {route} lead to it",
		false: "create an IPv6 gateway, and have {route} lead to it",
	},
}
