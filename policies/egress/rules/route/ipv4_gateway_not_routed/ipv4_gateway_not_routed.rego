# METADATA
# title: Nothing is routed to the IPv4 gateway
# description: |
#   The VPC has an enabled IPv4 gateway, and no route leads the packet to it.
#
#   Once an IPv4 gateway is enabled, public traffic has to be routed to it: that of public addresses from the
#   vSwitch that has them, that of a NAT gateway from the vSwitch of the gateway. Add the default route.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/ipv4-gateway-overview
#     description: IPv4 gateway
# custom:
#   severity: error
#   code: RT-001
#   rows: []
package egress.rules.route.ipv4_gateway_not_routed

import data.egress.path

# METADATA
# description: One finding at the table that lacks the route.
findings contains {
	"at": _at(hop),
	"message": sprintf("%s has no route to {gateway}, the enabled IPv4 gateway by which {source} has to leave", [
		_lacking(hop.names),
	]),
	"fix": _fix(hop.names),
	"names": {name: handle |
		some name, handle in object.union(hop.names, {"source": "source"})
		handle != ""
	},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "route"
	hop.reason == "ipv4-gateway-not-routed"
}

# METADATA
# description: One finding at the table of a NAT gateway that no flow has shown.
lints contains {
	"at": _own_table(lone),
	"message": sprintf("%s has no route to {gateway}, the enabled IPv4 gateway by which {nat} has to send", [
		_lacking(_lone_names(lone)),
	]),
	"fix": _fix(_lone_names(lone)),
	"names": {name: handle | some name, handle in _lone_names(lone); handle != ""},
	"related": [],
} if {
	lone := input.object.nat_gateway
	lone.onward == "no"
	lone.gateway.led == "yes"
	lone.gateway.network != "intranet"
}

_lone_names(lone) := object.union(
	{"gateway": lone.ipv4_gateway, "nat": lone.gateway.at, "table": lone.own_table, "vpc": lone.vpc},
	{"vswitch": lone.own_vswitch | lone.own_vswitch != ""},
)

_own_table(lone) := lone.own_table if lone.own_table != ""

_own_table(lone) := lone.gateway.at if lone.own_table == ""

_lacking(names) := "{table}" if not names.nat

_lacking(names) := "{table}, the table of the vSwitch of {nat}," if {
	names.nat
	names.table != ""
}

_lacking(names) := "the vSwitch of {nat}" if {
	names.nat
	names.table == ""
}

_at(hop) := hop.names.table if hop.names.table != ""

_at(hop) := hop.at if hop.names.table == ""

_fix(names) := concat(" ", ["add a default route to {gateway}:", _command(names.table)]) if not _occupied(names)

# A table has one default route, and that of the pods leads to the NAT gateway.
_fix(names) := concat(" ", [
	"{table} has a default route already, so give {vswitch} a table of its own with one to {gateway}:",
	"aliyun vpc CreateRouteTable --VpcId {vpc},",
	"then with the id that it returns aliyun vpc AssociateRouteTable --RouteTableId $TABLE --VSwitchId {vswitch} and",
	_command(""),
]) if {
	_occupied(names)
}

_occupied(names) if names.vswitch

_command("") := concat(" ", [
	"aliyun vpc CreateRouteEntry --RouteTableId $TABLE --DestinationCidrBlock 0.0.0.0/0",
	"--NextHopType Ipv4Gateway --NextHopId {gateway}",
])

_command(table) := concat(" ", [
	"aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock 0.0.0.0/0",
	"--NextHopType Ipv4Gateway --NextHopId {gateway}",
]) if {
	table != ""
}
