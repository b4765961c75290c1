# METADATA
# description: |
#   Which address a packet leaves its pod with. Under Terway the pod owns an address of the VPC; under Flannel and in
#   Terway's old VPC mode the node masquerades everything that leaves the container network; a pod on the host network
#   is its node.
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
	_container_network
	not _untranslated
}

identity := "node" if {
	not input.source.host_network
	not _owns_eni
	_vpc_addresses
	_by_the_host
}

identity := "pod" if {
	not input.source.host_network
	_owns_eni
}

identity := "pod" if {
	not input.source.host_network
	not _owns_eni
	_container_network
	_untranslated
}

identity := "pod" if {
	not input.source.host_network
	not _owns_eni
	_vpc_addresses
	not _by_the_host
}

# METADATA
# description: |
#   Whether an ECS instance sends the packet and no pod, and whether that one is outside the cluster. What holds for the
#   host network of its nodes holds for it too.
instance if input.source.ecs in {"node", "outside"}

outside if input.source.ecs == "outside"

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
