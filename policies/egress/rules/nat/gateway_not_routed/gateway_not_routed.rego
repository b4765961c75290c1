# METADATA
# title: No route leads to the NAT gateway
# description: |
#   A NAT gateway has SNAT entries, and no route table of the VPC has a route that leads to it.
#
#   Entries say what a gateway does with packets, not which packets it gets: that is for the routes. Only the first NAT
#   gateway of a VPC gets a default route by itself. Lead a route of the vSwitches there, or delete the entries.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
#     description: CreateSnatEntry
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/enable-an-existing-ack-cluster-to-access-the-internet
#     description: SNAT for ACK clusters
# custom:
#   severity: warning
#   code: NAT-003
#   about: object
#   yields_to: [nat/entry-elsewhere, route/no-default-route]
#   rows: []
package egress.rules.nat.gateway_not_routed

# METADATA
# description: |
#   One finding at the gateway, with its entries beside it. Where the VPC has an IPv4 gateway, a default route that leads to
#   that is told instead.
lints contains {
	"at": nat.gateway.at,
	"message": "no route of {vpc} leads to {nat}, so its SNAT entries translate nothing",
	"fix": concat(" ", [
		"add a default route to {nat} to the tables of the vSwitches that its entries are for: aliyun vpc CreateRouteEntry",
		"--RouteTableId $TABLE --DestinationCidrBlock 0.0.0.0/0 --NextHopType NatGateway --NextHopId {nat}, or delete the entries",
	]),
	"names": {"nat": nat.gateway.at, "vpc": nat.vpc},
	"related": [{"at": entry, "message": "this SNAT entry is of no effect"} | some entry in nat.entries],
	"causes": [nat.name],
} if {
	nat := input.object.nat_gateway
	nat.gateway.led == "no"
	nat.ipv4_gateway == ""
}
