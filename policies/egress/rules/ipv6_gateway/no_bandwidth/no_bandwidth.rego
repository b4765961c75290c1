# METADATA
# title: The IPv6 address has no public bandwidth
# description: |
#   The packet goes to the IPv6 internet, and its source address serves private networks only.
#
#   An IPv6 address looks public, but has 0 Mbit/s to the internet until bandwidth is bought for that very address.
#   Annotate the pod template, so that the ipv6gw controller buys it for every new pod. An egress-only rule does
#   not replace it.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/document_detail/457262.html
#     description: IPv6 internet bandwidth of pods
#   - ref: https://www.alibabacloud.com/help/en/ipv6-gateway/developer-reference/api-allocateipv6internetbandwidth
#     description: AllocateIpv6InternetBandwidth
# custom:
#   severity: error
#   code: V6-002
#   rows: [R016, R017, R046, R054, R099, R104]
package egress.rules.ipv6_gateway.no_bandwidth

import data.egress.gate.ipv6_gateway
import data.egress.path

# METADATA
# description: One finding at the row of the address.
findings contains {
	"at": stop.at,
	"message": "{address}, which {source} leaves with, has no public bandwidth to reach {target}",
	"fix": concat("", [ipv6_gateway.ask, _command]),
	"names": object.union(
		{"address": stop.names.address, "source": "source", "target": "target"},
		ipv6_gateway.command_names,
	),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "ipv6-gateway"
	some stop in ipv6_gateway.stops
	stop.reason == "no-bandwidth"
}

default _command := ""

_command := concat(" ", [
	"; for this address: aliyun vpc AllocateIpv6InternetBandwidth",
	"--Ipv6GatewayId {gateway} --Ipv6AddressId {id} --Bandwidth 10",
]) if {
	ipv6_gateway.command_names.gateway
	ipv6_gateway.command_names.id
}
