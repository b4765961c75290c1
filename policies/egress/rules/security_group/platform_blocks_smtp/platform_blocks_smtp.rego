# METADATA
# title: Alibaba Cloud blocks outbound TCP port 25
# description: |
#   The flow goes to TCP port 25 of a public address, which the platform blocks whatever the security
#   groups say.
#
#   Send mail over port 465 or 587, or have port 25 unblocked for the account and say so with
#   --smtp-unblocked.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules, on TCP port 25
# custom:
#   severity: error
#   code: SG-003
#   rows: []
package egress.rules.security_group.platform_blocks_smtp

import data.egress.path

# METADATA
# description: One finding at the source, which is what has to use another port.
findings contains {
	"at": "source",
	"message": "{source} sends to TCP port 25 of {target}, which the platform blocks by default",
	"fix": concat(" ", [
		"send mail over port 465 or 587, or apply in the ECS console to unblock TCP port 25",
		"and run with --smtp-unblocked",
	]),
	"names": {"source": "source", "target": "target"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "security-group"
	hop.reason == "platform-smtp"
}
