# METADATA
# title: Security groups at either end of a packet
# description: |
#   What the security groups of one ENI make of a packet: those of the ENI that it leaves by with their egress
#   rules, those of the ENI that it arrives at with their ingress rules. A side is "egress" or "ingress".
#   Groups remember connections, so replies need no rule.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/overview-44
#     description: Security groups
package egress.group

import data.egress.balancer
import data.egress.destination
import data.egress.exit

# METADATA
# description: |
#   The groups of the side and the rules that may match; undefined while the leaving address is unknown. While nothing
#   tells which groups the ENI has that the packet leaves by, each group of the VPC is a side of its own.
facts("egress") := exit.facts.security_group

facts("ingress") := exit.facts.inbound

facts(["egress", i]) := exit.facts.any_group[i]

# METADATA
# description: |
#   Packets that reach no ENI: pods of one node talk through the node, and the container network of Flannel and
#   of Terway's old VPC mode is not the ENI's. A pod on the host network is outside of it, and an instance outside the
#   cluster sends its packets to the ENI of the node.
unseen if {
	destination.class == "pod"
	input.policy.self
}

unseen if {
	destination.class == "pod"
	input.policy.same_node
}

unseen if {
	destination.class == "pod"
	_container_network
	not input.policy.target_host_network
	not exit.outside
}

_container_network if input.cluster.plugin == "flannel"

_container_network if {
	input.cluster.plugin == "terway"
	input.cluster.mode == "vpc"
}

# METADATA
# description: Whether an ECS instance calls on a pod.
visiting if {
	exit.instance
	input.target.pod
}

# METADATA
# description: What would tell the groups of the ENI that the packet leaves by.
default membership := [{"export": "DescribeNetworkInterfaces", "of": ""}]

membership := exit.facts.security_group.missing if count(exit.facts.security_group.missing) > 0

# Whether a load balancer counts as a member of its groups is not documented; what its rules drop is.
_membered("egress")

_membered("ingress") if not balancer.present
