# METADATA
# title: A vSwitch with an SNAT entry is routed to the IPv4 gateway
# description: |
#   An SNAT entry is for a vSwitch of the cluster whose default route leads to the IPv4 gateway of the VPC, and not to a NAT
#   gateway.
#
#   Packets of this vSwitch never come to the NAT gateway: what has no EIP does not reach the internet, and the entry does
#   nothing. ACK advises against SNAT entries beside an IPv4 gateway. Lead the default route to the NAT gateway, and that of
#   the gateway's own vSwitch to the IPv4 gateway.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/ipv4-gateway-overview
#     description: IPv4 gateway
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/enable-an-existing-ack-cluster-to-access-the-internet
#     description: SNAT for ACK clusters
# custom:
#   severity: warning
#   code: RT-001
#   about: object
#   yields_to: [nat/entry-elsewhere, nat/no-way-out]
#   rows: []
package egress.rules.route.ipv4_gateway_beside_snat

# METADATA
# description: One finding at the route.
lints contains {
	"at": entry.aside.route,
	"message": "{route} leads to {gateway}, so SNAT entry {entry} of {nat} for {vswitch} does nothing and what has no EIP there does not reach the internet",
	"fix": concat(" ", [
		"lead the default route of {table} to {nat}: delete {route} and",
		"aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock 0.0.0.0/0",
		"--NextHopType NatGateway --NextHopId {nat}, or delete {entry} where everything in {vswitch} has an EIP",
	]),
	"names": {
		"route": entry.aside.route, "gateway": entry.aside.gateway, "entry": entry.entry, "nat": entry.gateway.at,
		"vswitch": entry.aside.vswitch, "table": entry.aside.table,
	},
	"related": [{"at": entry.at, "message": "{entry} is for {vswitch}"}],
	"causes": [entry.aside.vswitch],
} if {
	entry := input.object.snat_entry
	entry.aside.route != ""
	entry.gateway.network != "intranet"
}
