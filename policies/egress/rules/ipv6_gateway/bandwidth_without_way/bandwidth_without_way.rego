# METADATA
# title: Pods ask for public IPv6 bandwidth, and nothing leads out
# description: |
#   Pods of a dual-stack cluster ask for public bandwidth of their IPv6 addresses by annotation, and their VPC has no IPv6
#   gateway, or a route table of theirs has no IPv6 route but those inside the VPC.
#
#   Bandwidth belongs to an IPv6 gateway, which adds the route ::/0 to the system table only. Custom tables need it by hand.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ipv6-gateway/user-guide/create-and-manage-an-ipv6-gateway
#     description: Create and manage IPv6 gateways
#   - ref: https://www.alibabacloud.com/help/en/document_detail/457262.html
#     description: IPv6 internet bandwidth of pods
# custom:
#   severity: warning
#   code: V6-003
#   about: object
#   yields_to: [ipv6-gateway/gateway-missing, ipv6-gateway/no-default-route]
#   rows: []
package egress.rules.ipv6_gateway.bandwidth_without_way

# METADATA
# description: One finding at the first annotation, while there is no gateway.
lints contains {
	"at": wish.at,
	"message": "{source} asks for public IPv6 bandwidth, and {vpc} has no IPv6 gateway to have it from",
	"fix": "create an IPv6 gateway: aliyun vpc CreateIpv6Gateway --VpcId {vpc}",
	"names": {"source": wish.of, "vpc": wish.vpc},
	"related": [{"at": other, "message": "this asks for it too"} | some other in wish.others],
	"causes": [wish.vpc],
} if {
	wish := input.object.ipv6_bandwidth
	wish.gateway == ""
}

# METADATA
# description: One finding at each table without a route to the gateway.
lints contains {
	"at": table,
	"message": "{table} leads no IPv6 packet of pods to {gateway}, and {source} asks for public IPv6 bandwidth",
	"fix": concat(" ", [
		"add a default route: aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock ::/0",
		"--NextHopType IPv6Gateway --NextHopId {gateway}",
	]),
	"names": {"table": table, "gateway": wish.gateway, "source": wish.of},
	"related": [{"at": at, "message": "this asks for bandwidth"} | some at in array.concat([wish.at], wish.others)],
	"causes": [wish.names[i]],
} if {
	wish := input.object.ipv6_bandwidth
	wish.gateway != ""
	some i, table in wish.tables
}
