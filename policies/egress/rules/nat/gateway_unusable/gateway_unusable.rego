# METADATA
# title: The NAT gateway is out of order
# description: |
#   The route leads to a NAT gateway that does not exist any more, is of another VPC, is not available, is locked, or
#   has no EIP.
#
#   Whatever its SNAT entries say, such a gateway translates nothing. Bind an EIP to it, settle the overdue
#   payment, or route to another gateway.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/latest/create-an-internet-nat-gateway
#     description: Internet NAT gateways
#   - ref: https://help.aliyun.com/en/nat-gateway/developer-reference/api-vpc-2016-04-28-getnatgatewayattribute-natgws
#     description: States of a NAT gateway
# custom:
#   severity: error
#   code: NAT-003
#   rows: [R048]
package egress.rules.nat.gateway_unusable

import data.egress.gate.nat
import data.egress.path

# METADATA
# description: One finding at the gateway, at the route when there is no such gateway.
findings contains {
	"at": hop.at,
	"message": sprintf("%s, so {source} does not get out", [hop.note]),
	"fix": _fixes[hop.reason],
	"names": object.union(hop.names, {"source": "source"}),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "nat"
	hop.reason in object.keys(_fixes)
}

# METADATA
# description: One finding at a gateway that has entries, and no flow has shown.
lints contains {
	"at": lone.at,
	"message": sprintf("%s, so its SNAT entries translate nothing", [nat.faults[fault].note]),
	"fix": _fixes[nat.faults[fault].reason],
	"names": {"nat": lone.at},
	"related": [],
} if {
	lone := input.object.nat_gateway.gateway
	lone.led != "no"
	fault := nat.fault_of(object.union(lone, {"found": true, "foreign": false}), "complete")
	fault in {"locked", "bare"}
}

# METADATA
# description: One finding at a route to a gateway that is gone.
lints contains {
	"at": dead.at,
	"message": "{route} leads to {nat}, which does not exist, so the packets that it covers are lost",
	"fix": _fixes["gateway-missing"],
	"names": {"route": dead.at, "nat": dead.hop},
	"related": [],
} if {
	dead := input.object.route
	dead.type == "natgateway"
}

_fixes := {
	"gateway-missing": "point {route} to a NAT gateway that exists, or add a narrower route to one",
	"gateway-foreign": "point the route to a NAT gateway of the VPC",
	"gateway-down": "wait until {nat} is available, or route to another NAT gateway",
	"gateway-locked": "settle the overdue payment of {nat}",
	"gateway-without-eip": concat(" ", [
		"bind an EIP to {nat} and use it in its SNAT entries:",
		"aliyun vpc AssociateEipAddress --InstanceType Nat --InstanceId {nat} --AllocationId $EIP",
	]),
}
