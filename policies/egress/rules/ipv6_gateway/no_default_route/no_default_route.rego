# METADATA
# title: The route table has no route to the IPv6 gateway
# description: |
#   The packet goes to the IPv6 internet, and the table of the vSwitch that it leaves from has no route there.
#
#   The IPv6 gateway adds the route ::/0 to the system table only. Custom tables do not inherit it and need it by
#   hand.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ipv6-gateway/user-guide/create-and-manage-an-ipv6-gateway
#     description: Create and manage IPv6 gateways
# custom:
#   severity: error
#   code: V6-003
#   rows: [R054]
package egress.rules.ipv6_gateway.no_default_route

import data.egress.exit
import data.egress.gate.ipv6_gateway
import data.egress.path

# METADATA
# description: One finding at the table.
findings contains {
	"at": stop.at,
	"message": "{table}, the table of {vswitch}, has no route from {source} to {target}",
	"fix": concat("", ["add a route to ::/0 that leads to the IPv6 gateway", _command]),
	"names": object.union(
		{"table": stop.at, "vswitch": exit.vswitch, "source": "source", "target": "target"},
		{"gateway": _gateway | _gateway},
	),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "ipv6-gateway"
	some stop in ipv6_gateway.stops
	stop.reason == "no-default-route"
}

_gateway := exit.facts.ipv6.present[0]

default _command := ""

_command := concat(" ", [
	": aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock ::/0",
	"--NextHopType IPv6Gateway --NextHopId {gateway}",
]) if {
	_gateway
}
