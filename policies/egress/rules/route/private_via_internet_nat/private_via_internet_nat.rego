# METADATA
# title: A private destination is sent to the internet
# description: |
#   The destination has a private address, and only the default route to an Internet NAT gateway covers it.
#
#   The gateway translates the packet and sends it to the internet, where private addresses lead nowhere. Add a
#   route for the range of the destination to the peering connection, transit router or VPN that leads there.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/api-createrouteentry
#     description: CreateRouteEntry
# custom:
#   severity: error
#   code: RT-002
#   rows: [R077]
package egress.rules.route.private_via_internet_nat

import data.egress.gate.route
import data.egress.path

# METADATA
# description: One finding at the default route.
findings contains {
	"at": hop.at,
	"message": "{target} is private, and only {route} covers it, which leads to the internet by {nat}",
	"fix": concat(" ", [
		"connect the networks and add a route for the range of {target} to {table}:",
		"aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock $RANGE",
		"--NextHopType $TYPE --NextHopId $HOP",
	]),
	"names": hop.names,
	"related": route.endpoint_elsewhere,
} if {
	not route.of_other_cluster
	some hop in path.hops
	hop.gate == "route"
	hop.reason == "private-via-internet-nat"
}
