package egress.gate.ipv6_gateway

# METADATA
# description: |
#   What becomes of the pod's wish for public bandwidth: none when it has no such wish, served, unserved when nobody acts
#   on it, undecided. The controller ipv6gw acts on pods of ECS nodes; ACS and virtual nodes serve their own pods.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/document_detail/457262.html
#     description: IPv6 internet bandwidth of pods
#   - ref: https://www.alibabacloud.com/help/en/cs/user-guide/assign-ipv6-addresses-to-pods
#     description: IPv6 addresses of ACS pods
default request := "none"

request := _service if {
	input.source.ipv6_bandwidth.present
	not input.source.host_network
}

_service := "served" if {
	_own_service
} else := {"yes": "served", "no": "unserved", "unknown": "undecided"}[input.cluster.ipv6_controller]

_own_service if input.source.virtual_node

_own_service if input.cluster.product == "acs"

_to_come if {
	not input.source.exists
	not input.source.host_network
}

_annotation := input.source.ipv6_bandwidth.at

# An address begins with none, and it has to be there before somebody can buy it any.
_wished := {
	"verdict": "unknown",
	"reason": "bandwidth-to-come",
	"note": "an address of {source} has no public bandwidth before somebody buys it, and no annotation asks for that",
	"names": {"source": "source"},
	"at": "",
	"missing": [{"export": "kubectl get pods", "of": ""}],
} if {
	request == "none"
}

_wished := {
	"verdict": "deny",
	"reason": "bandwidth-unserved",
	"note": "nobody acts on {annotation}, and an address has no public bandwidth by itself",
	"names": {"annotation": _annotation},
	"at": _annotation,
	"missing": [],
} if {
	request == "unserved"
}

_wished := {
	"verdict": "unknown",
	"reason": "bandwidth-expected",
	"note": _expectations[request],
	"names": {"annotation": _annotation},
	"at": _annotation,
	"missing": array.concat(
		[{"export": _showing[input.source.exists], "of": ""}],
		[{"export": "ListClusterAddonInstances", "of": ""} | request == "undecided"],
	),
} if {
	request in {"served", "undecided"}
}

_showing := {true: "DescribeIpv6Addresses", false: "kubectl get pods"}

_expectations := {
	"served": "{annotation} asks for public bandwidth, and the bundle does not show it",
	"undecided": "{annotation} asks for public bandwidth, and nothing tells whether anybody acts on it",
}
