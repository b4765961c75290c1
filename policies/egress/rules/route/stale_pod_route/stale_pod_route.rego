# METADATA
# title: The route to the pods of a node leads to another instance
# description: |
#   The pods are on two nodes of a cluster with Flannel, and the route to the range of the pods of one node leads to an
#   instance that is not that node, or that does not exist any more.
#
#   Such a route was left behind by a node that had the range before. The cloud controller manager deletes what it wrote
#   as nodes go, and leaves what others wrote.
# related_resources:
#   - ref: https://alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/work-with-flannel
#     description: Flannel
#   - ref: https://www.alibabacloud.com/help/en/vpc/api-createrouteentry
#     description: CreateRouteEntry
# custom:
#   severity: error
#   code: RT-002
#   rows: [R061]
package egress.rules.route.stale_pod_route

import data.egress.gate.route
import data.egress.path

# METADATA
# description: One finding at the route.
findings contains {
	"at": hop.at,
	"message": concat("", [hop.note, route.outcome_of(hop.names)]),
	"fix": concat("", ["delete {route}", _command(hop.names)]),
	"names": object.union(hop.names, {"source": "source", "target": "target"}),
	"related": [{"at": hop.names.cidr, "message": "the pods of {node} have {cidr}"} | hop.names.cidr],
} if {
	some hop in path.hops
	hop.gate == "route"
	hop.reason == "stale-pod-route"
}

# METADATA
# description: One finding at a route that no flow has shown.
lints contains {
	"at": stale.route,
	"message": "{route} leads to {hop} and not to {instance}, the instance of {node}, so its pods are not reached",
	"fix": concat(" ", [
		"delete {route} and add the right one: aliyun vpc CreateRouteEntry --RouteTableId {table}",
		"--DestinationCidrBlock {cidr} --NextHopType Instance --NextHopId {instance}",
	]),
	"names": object.union({"table": ways.table}, stale),
	"related": [{"at": stale.cidr, "message": "the pods of {node} have {cidr}"}],
} if {
	ways := input.object.pod_routes
	some stale in ways.stale
	input.cluster.backend in {"alloc", "ali-vpc"}
}

_command(names) := concat(" ", [
	" and add the right one: aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock {cidr}",
	"--NextHopType Instance --NextHopId {instance}",
]) if {
	names.cidr
	names.instance
}

_command(names) := " and have the cloud controller manager write the right one" if not _known(names)

_known(names) if {
	names.cidr
	names.instance
}
