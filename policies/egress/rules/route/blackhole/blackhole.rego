# METADATA
# title: The next hop of the route does not exist or is not up
# description: |
#   The route that covers the destination leads to an instance, an ENI, a gateway or an endpoint that the export of all
#   of its kind does not have, or has in a state in which it carries nothing.
#
#   A route outlives what it leads to, and all packets that it covers are lost. Delete it or lead it elsewhere.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/user-guide/route-table-overview
#     description: Route tables
# custom:
#   severity: error
#   code: RT-002
#   rows: []
package egress.rules.route.blackhole

import data.egress.path

# METADATA
# description: One finding at the route.
findings contains {
	"at": hop.at,
	"message": concat("", [hop.note, ", so {source} does not reach {target}"]),
	"fix": "delete {route}, or lead it to a next hop that is up",
	"names": object.union(hop.names, {"source": "source", "target": "target"}),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "route"
	hop.reason == "blackhole"
}

# METADATA
# description: One finding at a route that no flow has shown. A NAT gateway that is gone is told by a rule of its own.
lints contains {
	"at": dead.at,
	"message": sprintf("{route} leads to %s {hop}, which does not exist, so the packets that it covers are lost", [_kinds[dead.type]]),
	"fix": concat(" ", [
		"lead {route} to a next hop that is up, or delete it:",
		"aliyun vpc DeleteRouteEntry --RouteTableId {table} --DestinationCidrBlock {cidr} --NextHopId {hop}",
	]),
	"names": {"route": dead.at, "hop": dead.hop, "table": dead.table, "cidr": dead.cidr},
	"related": [],
} if {
	dead := input.object.route
	dead.type != "natgateway"
}

_kinds := {"instance": "ECS instance", "networkinterface": "ENI"}
