# METADATA
# title: The route table has no route to the internet
# description: |
#   The table of the vSwitch that the packet leaves from has no route that covers the public address.
#
#   Only the first NAT gateway of a VPC gets a default route by itself, and only in the system table. Custom
#   tables and further gateways need a route that is added by hand.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/enable-an-existing-ack-cluster-to-access-the-internet
#     description: SNAT for ACK clusters
#   - ref: https://www.alibabacloud.com/help/en/vpc/api-createrouteentry
#     description: CreateRouteEntry
# custom:
#   severity: error
#   code: RT-001
#   rows: []
package egress.rules.route.no_default_route

import data.egress.exit
import data.egress.path

# METADATA
# description: One finding at the table.
findings contains {
	"at": hop.at,
	"message": "{table}, the table of {vswitch}, has no route from {source} to {target}",
	"fix": concat("", ["add a default route to a NAT gateway", _command]),
	"names": object.union(
		{"table": hop.at, "vswitch": exit.vswitch, "source": "source", "target": "target"},
		{"nat": _gateway | _gateway},
	),
	"related": [],
	"causes": [_gateway | _gateway],
} if {
	some hop in path.hops
	hop.gate == "route"
	hop.reason == "no-default-route"
}

_gateway := exit.facts.nats[0]

default _command := ""

_command := concat(" ", [
	": aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock 0.0.0.0/0",
	"--NextHopType NatGateway --NextHopId {nat}",
]) if {
	_gateway
}
