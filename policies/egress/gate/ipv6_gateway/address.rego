package egress.gate.ipv6_gateway

# Why the source has no IPv6 address; "" when it has one, or may have. Flannel has no IPv6, and the node of a pod on the
# host network may have an address that the cluster does not use.
# https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/comparison-between-terway-and-flannel
default _lack := ""

_lack := "single-stack" if {
	not input.source.host_network
	input.cluster.ip_stack == "ipv4"
} else := "flannel" if {
	not input.source.host_network
	not input.source.virtual_node
	input.cluster.plugin == "flannel"
} else := "no-address" if {
	_assigned == "no"
	input.source.exists
	not input.source.host_network
} else := "no-ipv6-range" if {
	_assigned == "no"
	not input.source.host_network
} else := "node-without-address" if {
	_assigned == "no"
}

_without_address := object.union(_lacks[_lack], {"verdict": "deny", "reason": _lack, "at": _place})

_lacks := {
	"single-stack": {
		"note": "the cluster has a single stack, and {source} has no IPv6 address",
		"names": {"source": "source"},
	},
	"flannel": {
		"note": "the cluster runs Flannel, which gives {source} no IPv6 address",
		"names": {"source": "source"},
	},
	"no-address": {
		"note": "{source} has IPv4 addresses only",
		"names": {"source": "source"},
	},
	"no-ipv6-range": {
		"note": "{vswitch} has no IPv6 CIDR block for {source} to have an address of",
		"names": {"source": "source", "vswitch": "pod.vswitch"},
	},
	"node-without-address": {
		"note": "{node}, whose network {source} uses, has no IPv6 address",
		"names": {"source": "source", "node": "node.eni"},
	},
}

default _place := ""

_place := "pod.vswitch" if _lack == "no-ipv6-range"

_place := "node.eni" if _lack == "node-without-address"

_assigned := input.node.ipv6.assigned if input.source.host_network

_assigned := input.pod.ipv6.assigned if not input.source.host_network
