# METADATA
# title: No route leads to the pods of the node
# description: |
#   The pods are on two nodes of a cluster with Flannel, and a table of the VPC does not route the range of the pods of
#   one node to its instance.
#
#   The cloud controller manager writes a route for every node, by default into the default table of the VPC alone. A
#   node whose vSwitch has another table does not reach the pods of other nodes, and gets no replies from them. Add the
#   table to those of the cloud controller manager; where it is among them, look for a full table or a missing
#   controller.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-multiple-route-tables-for-a-vpc
#     description: Several route tables in the VPC of a cluster
#   - ref: https://alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/work-with-flannel
#     description: Flannel
# custom:
#   severity: error
#   code: RT-002
#   rows: [R061]
package egress.rules.route.no_pod_route

import data.egress.exit
import data.egress.gate.route
import data.egress.path

# METADATA
# description: One finding at the table, with the range of the node's pods beside it.
findings contains {
	"at": hop.at,
	"message": concat("", ["{table}, the table of {vswitch}, has no route to the pods of {node}", _but(hop.names)]),
	"fix": concat("", [_remedy, _command(hop.names)]),
	"names": object.union(hop.names, {"source": "source", "target": "target"}),
	"related": [{"at": hop.names.cidr, "message": "the pods of {node} have {cidr}"} | hop.names.cidr],
} if {
	some hop in path.hops
	hop.gate == "route"
	hop.reason == "no-pod-route"
}

# METADATA
# description: One finding at a table that no flow has shown, with the nodes that it has no route for.
lints contains {
	"at": ways.table,
	"message": sprintf("{table}, the route table of nodes, has no route to the pods of {node}%s", [_others(ways.count)]),
	"fix": concat(" ", [
		"add {table} to the route tables of the cloud controller manager, or add the route:",
		"aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock {cidr}",
		"--NextHopType Instance --NextHopId {instance}",
	]),
	"names": {
		"table": ways.table, "node": ways.lacking[0].node, "cidr": ways.lacking[0].cidr, "instance": ways.lacking[0].instance,
	},
	"related": [{"at": lacking.cidr, "message": "{table} has no route to the pods of this node"} | some lacking in ways.lacking],
} if {
	ways := input.object.pod_routes
	ways.count > 0
	input.cluster.backend in {"alloc", "ali-vpc"}
}

_others(1) := ""

_others(count) := sprintf(" and of %d other nodes", [count - 1]) if count > 2

_others(2) := " and of another node"

# An overlay has no routes in the VPC, which is for nodes and pods alone then.
_remedy := "add {table} to the route tables of the cloud controller manager" if not _overlay

_remedy := "reach the pods by a Service of type LoadBalancer or NodePort" if _overlay

_overlay if {
	exit.outside
	not input.cluster.backend in {"alloc", "ali-vpc", "unknown"}
}

_but(names) := concat("", [_instead(names), route.outcome_of(names)])

_instead(names) := " as {other} has" if names.other

_instead(names) := "" if not names.other

_command(names) := concat(" ", [
	", or add the route: aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock {cidr}",
	"--NextHopType Instance --NextHopId {instance}",
]) if {
	names.cidr
	names.instance
}

_command(names) := "" if not _known(names)

_known(names) if {
	names.cidr
	names.instance
}
