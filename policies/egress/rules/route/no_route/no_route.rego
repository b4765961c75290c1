# METADATA
# title: No route leads to the private destination
# description: |
#   The destination has a private address that the table of the vSwitch has no route to: it is in another VPC
#   or network, or in a part of the VPC that no vSwitch has.
#
#   VPCs are isolated from each other. Connect them by a peering connection or a transit router and add a route,
#   or use an address of the VPC.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/api-createrouteentry
#     description: CreateRouteEntry
# custom:
#   severity: error
#   code: RT-002
#   rows: [R077, R078]
package egress.rules.route.no_route

import data.egress.exit
import data.egress.gate.route
import data.egress.path

# METADATA
# description: One finding at the table, or at the route that keeps the packet in the wrong VPC.
findings contains {
	"at": hop.at,
	"message": _message(hop.reason),
	"fix": _fix(hop.reason),
	"names": object.union(
		{"table": exit.facts.route.table, "source": "source", "target": "target"},
		hop.names,
	),
	"related": route.endpoint_elsewhere,
} if {
	not route.of_other_cluster
	some hop in path.hops
	hop.gate == "route"
	hop.reason in object.keys(_fixes)
}

_fix(reason) := _fixes[reason] if not _overlapping

# Where the ranges of two VPCs overlap no route helps.
_fix(_) := "reach {target} by an address that is not one of the VPC too, such as a public endpoint" if _overlapping

_overlapping if {
	some hop in path.hops
	hop.reason == "other-vpc"
	hop.names.route
}

_message(_) := "{target} is in another VPC, and {route} keeps the packets of {source} in their own" if _overlapping

_message(reason) := _messages[reason] if not _overlapping

_messages := {
	"no-route": "{table} has no route from {source} to {target}",
	"other-vpc": "{target} is outside the VPC, and {table} has no route from {source} to it",
	"no-vswitch": "no vSwitch of the VPC has {target}, and {table} has no route from {source} to it",
}

_fixes := {
	"no-route": "connect the networks and add a route for {target} to {table}",
	"other-vpc": concat(" ", [
		"connect the networks, as by a peering connection or a transit router, and add the route:",
		"aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock $RANGE",
		"--NextHopType $TYPE --NextHopId $HOP",
	]),
	"no-vswitch": "use an address that exists, or create the vSwitch that {target} belongs to",
}
