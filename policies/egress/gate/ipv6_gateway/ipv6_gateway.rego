# METADATA
# title: IPv6 gateway
# description: |
#   The way of IPv6 packets to the internet. IPv6 has no NAT and no EIP: the source needs an IPv6 address, the table of
#   its vSwitch a route to an IPv6 gateway, and that very address public bandwidth, which it has not by default. Inside
#   the VPC an address is enough. An egress-only rule stops nothing that goes out, and replaces no bandwidth.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ipv6-gateway/product-overview/what-is-an-ipv6-gateway
#     description: IPv6 gateways
#   - ref: https://www.alibabacloud.com/help/en/document_detail/457262.html
#     description: IPv6 internet bandwidth of pods
package egress.gate.ipv6_gateway

import data.egress.destination

# METADATA
# description: |
#   The answer; undefined for IPv4, and for IPv6 inside the VPC from a source that certainly has an address.
hop := object.union(
	{"gate": "ipv6-gateway", "names": {}, "at": "", "missing": [], "egress": []},
	_answer,
)

_answer := _without_address if _lacking

_answer := _uncertain if {
	_crosses
	not _lacking
	not _outward
	_doubt
}

_answer := _joined if {
	_outward
	not _lacking
	not _inside
}

_crosses if {
	input.flow.family == "ipv6"
	destination.class != "nowhere"
}

# A target without a known address may be anywhere.
_outward if {
	_crosses
	destination.class in {"public", "unknown"}
}

_lacking if {
	_crosses
	_lack != ""
}
