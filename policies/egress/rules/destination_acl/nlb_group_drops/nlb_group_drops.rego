# METADATA
# title: A security group of the load balancer drops the traffic
# description: |
#   The packet goes to an NLB or ALB instance with security groups, and a rule of theirs that matches the packet drops it.
#
#   These groups let in whatever no rule drops: a rule of the load balancer itself accepts everything at priority 100,
#   and at one priority drop comes before accept. The groups see the address that the packet arrives with. Remove or
#   narrow the rule, or accept the traffic by a rule with a lower priority number.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/network-load-balancer/user-guide/security-group-overview
#     description: Security groups of NLB
# custom:
#   severity: error
#   code: DST-003
#   rows: [R055, R056, R105, R106]
package egress.rules.destination_acl.nlb_group_drops

import data.egress.group
import data.egress.path

# METADATA
# description: One finding at the rule that drops the packet.
findings contains group.drop_finding("ingress") if {
	some hop in path.hops
	hop.gate == "destination-acl"
	hop.reason == "group-drops"
}
