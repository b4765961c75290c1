# METADATA
# title: No ingress rule of the destination's security groups accepts the traffic
# description: |
#   The packet arrives at an ENI of the VPC, of a pod or an ECS instance, and none of the ingress rules of its
#   security groups accepts the protocol, the port and the address that it comes from.
#
#   Security groups drop what no ingress rule accepts, except between members of one basic group. Under Terway
#   the packet arrives from the pod's own address, under Flannel from the node's: accept the vSwitch of the pods
#   or of the nodes.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/basic-and-advanced-security-groups
#     description: Basic and advanced security groups
# custom:
#   severity: error
#   code: SG-004
#   rows: [R018, R019, R020, R021, R037, R055, R056, R064, R105, R106]
package egress.rules.destination_acl.inbound_not_accepted

import data.egress.group
import data.egress.path

# METADATA
# description: One finding at the group of the destination that drops by default.
findings contains group.default_finding("ingress") if {
	some hop in path.hops
	hop.gate == "destination-acl"
	hop.reason == "no-rule-accepts"
	not group.visiting
}
