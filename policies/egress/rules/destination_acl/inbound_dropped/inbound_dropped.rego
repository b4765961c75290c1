# METADATA
# title: An ingress rule of the destination's security groups drops the traffic
# description: |
#   The packet arrives at an ENI of the VPC, of a pod or an ECS instance, and the ingress rule that comes first
#   among those that match the packet drops it.
#
#   The rules of all groups of an ENI are one list: the lower priority number comes first, and drop comes
#   before accept at one priority. The width of a range decides nothing. Remove or narrow the rule, or
#   accept the traffic by a rule with a lower priority number.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
# custom:
#   severity: error
#   code: SG-004
#   rows: [R018, R019, R020, R021, R037, R055, R056, R105, R106]
package egress.rules.destination_acl.inbound_dropped

import data.egress.group
import data.egress.path

# METADATA
# description: One finding at the rule that drops the packet.
findings contains group.drop_finding("ingress") if {
	some hop in path.hops
	hop.gate == "destination-acl"
	hop.reason == "rule-drops"
	not group.visiting
}
