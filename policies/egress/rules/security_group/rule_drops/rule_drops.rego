# METADATA
# title: An egress rule of a security group drops the traffic
# description: |
#   The egress rule that comes first among those that match the packet drops it.
#
#   The rules of all groups of an ENI are one list: the lower priority number comes first, and drop comes
#   before accept at one priority. The width of a range decides nothing. Remove or narrow the rule, or
#   accept the traffic by a rule with a lower priority number.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
# custom:
#   severity: error
#   code: SG-002
#   rows: [R005, R007, R030, R032, R042, R044, R096]
package egress.rules.security_group.rule_drops

import data.egress.group
import data.egress.path

# METADATA
# description: One finding at the rule that drops the packet.
findings contains group.drop_finding("egress") if {
	some hop in path.hops
	hop.gate == "security-group"
	hop.reason == "rule-drops"
}
