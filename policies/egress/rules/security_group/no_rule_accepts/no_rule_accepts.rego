# METADATA
# title: No egress rule of an enterprise security group accepts the traffic
# description: |
#   The packet leaves by an ENI with enterprise security groups, and none of their egress rules accepts
#   its protocol, port and destination.
#
#   An enterprise group drops what no rule accepts. The console adds a rule that accepts everything to a
#   new group, the API and Terraform do not. Add an egress rule that accepts the destination.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/basic-and-advanced-security-groups
#     description: Basic and advanced security groups
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
# custom:
#   severity: error
#   code: SG-001
#   rows: [R005, R006, R030, R031, R042, R043, R095]
package egress.rules.security_group.no_rule_accepts

import data.egress.group
import data.egress.path

# METADATA
# description: One finding at the group whose default drops the packet.
findings contains group.default_finding("egress") if {
	some hop in path.hops
	hop.gate == "security-group"
	hop.reason == "no-rule-accepts"
}
