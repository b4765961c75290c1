# METADATA
# description: |
#   Which address a packet leaves its pod with. Under Terway the pod owns an address of the VPC; under Flannel the
#   node masquerades everything that leaves the container network; a pod on the host network is its node.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/comparison-between-terway-and-flannel
#     description: Terway and Flannel compared
package egress.exit

# METADATA
# description: pod, node, or unknown while nothing tells the network plugin.
default identity := "unknown"

identity := "node" if input.source.host_network

identity := "node" if {
	not input.source.host_network
	not _owns_eni
	_masquerades
}

identity := "pod" if {
	not input.source.host_network
	_owns_eni
}

identity := "pod" if {
	not input.source.host_network
	not _owns_eni
	input.cluster.plugin == "terway"
	input.cluster.mode != "vpc"
}

# A pod on a virtual node (ECI) and a pod of ACS has an ENI of its own under every plugin.
_owns_eni if input.source.virtual_node

_owns_eni if input.cluster.product == "acs"

_masquerades if input.cluster.plugin == "flannel"

_masquerades if {
	input.cluster.plugin == "terway"
	input.cluster.mode == "vpc"
}

# METADATA
# description: The facts of the address that the packet leaves with; undefined while that is unknown.
facts := input.pod if identity == "pod"

facts := input.node if identity == "node"

# METADATA
# description: Handles of the leaving address, of what owns it, and of its vSwitch.
address := sprintf("%s.address", [identity]) if identity != "unknown"

eni := sprintf("%s.eni", [identity]) if identity != "unknown"

vswitch := sprintf("%s.vswitch", [identity]) if identity != "unknown"

# METADATA
# description: What is missing while the leaving address is unknown.
missing contains {"export": "DescribeClusterDetail", "of": ""} if identity == "unknown"

missing contains item if some item in facts.missing
