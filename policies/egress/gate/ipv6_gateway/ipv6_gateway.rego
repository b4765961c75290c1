# METADATA
# title: IPv6 gateway
# description: |
#   The way of IPv6 packets to the internet. IPv6 has no NAT: the pod needs an IPv6 address with public bandwidth, and
#   its vSwitch a route to an IPv6 gateway. A cluster with a single stack gives its pods no IPv6 address at all.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ipv6-gateway/product-overview/what-is-an-ipv6-gateway
#     description: IPv6 gateways
package egress.gate.ipv6_gateway

import data.egress.destination

# METADATA
# description: The answer; undefined for IPv4, and for IPv6 inside the VPC of a cluster that has it.
hop := object.union(
	{"gate": "ipv6-gateway", "names": {}, "at": "", "missing": [], "egress": []},
	_answer,
)

# IPv6 inside the VPC needs an address too, so a single stack stops it everywhere.
_answer := {
	"verdict": "deny",
	"reason": "single-stack",
	"note": "the cluster has a single stack, and {source} has no IPv6 address",
	"names": {"source": "source"},
} if {
	_single
}

_answer := {
	"verdict": "unknown",
	"reason": "not-judged",
	"note": "nothing tells whether the IPv6 address of {source} has public bandwidth and a gateway",
	"names": {"source": "source"},
	"missing": array.concat(
		[
			{"export": "DescribeIpv6Addresses", "of": ""},
			{"export": "DescribeIpv6Gateways", "of": ""},
		],
		[_cluster | _untold],
	),
} if {
	input.flow.family == "ipv6"
	destination.class in {"public", "unknown"}
	not _single
}

_answer := {
	"verdict": "unknown",
	"reason": "stack-unknown",
	"note": "nothing tells whether the cluster has IPv6, so that {source} has an address to leave with",
	"names": {"source": "source"},
	"missing": [_cluster],
} if {
	destination.class in {"private", "pod"}
	_untold
}

_cluster := {"export": "DescribeClusterDetail", "of": ""}

# A pod that has an IPv6 address leaves no doubt about its cluster.
_untold if {
	input.flow.family == "ipv6"
	input.cluster.ip_stack == "unknown"
	not input.source.host_network
	not input.pod.single
}

# The node of a pod on the host network may have an IPv6 address that the cluster does not use.
_single if {
	input.flow.family == "ipv6"
	input.cluster.ip_stack == "ipv4"
	not input.source.host_network
	destination.class != "nowhere"
}
