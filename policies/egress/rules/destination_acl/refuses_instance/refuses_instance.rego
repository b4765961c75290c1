# METADATA
# title: The security groups of a pod do not let an ECS instance in
# description: |
#   An ECS instance sends to a pod, and the ingress rules of the security groups that the packet arrives at drop it:
#   those of the pod's ENI under Terway, those of the ENI of its node under Flannel.
#
#   Security groups drop what no ingress rule accepts, except between members of one basic group. Accept the port from
#   the address of the instance. Services are the better way in: the address of a pod goes when the pod does.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/basic-and-advanced-security-groups
#     description: Basic and advanced security groups
# custom:
#   severity: note
#   code: SG-005
#   rows: [R064, R065]
package egress.rules.destination_acl.refuses_instance

import data.egress.group
import data.egress.path

# METADATA
# description: One finding at the rule that drops the packet, or at the group whose default does.
findings contains finding if {
	group.visiting
	some hop in path.hops
	hop.gate == "destination-acl"
	finding := _finding[hop.reason]
}

_finding["rule-drops"] := group.drop_finding("ingress")

_finding["no-rule-accepts"] := group.default_finding("ingress")
