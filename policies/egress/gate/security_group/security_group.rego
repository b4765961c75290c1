# METADATA
# title: Egress rules of the security groups
# description: |
#   The rules of all security groups of the ENI that the packet leaves by, of the pod's under Terway, of
#   the node's under Flannel and for pods on the host network. The platform's own block of outbound TCP 25
#   is told here too.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/overview-44
#     description: Security groups
package egress.gate.security_group

import data.egress.destination
import data.egress.exit
import data.egress.group

# METADATA
# description: The answer; undefined for packets that no security group sees.
hop := object.union(
	{"gate": "security-group", "names": {}, "at": "", "missing": [], "egress": []},
	_answer,
) if {
	not group.unseen
}

# METADATA
# description: |
#   Whether the platform blocks the packet, as it does with outbound TCP 25 until it is asked not to.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules, on TCP port 25
smtp_blocked if {
	input.flow.protocol == "tcp"
	input.flow.port == 25
	destination.class == "public"
	not input.flow.smtp_unblocked
}

_answer := {
	"verdict": "deny",
	"reason": "platform-smtp",
	"note": "the platform blocks TCP port 25 to public addresses by default",
} if {
	smtp_blocked
}

_answer := {
	"verdict": "allow",
	"reason": "dns-exempt",
	"note": "security groups are assumed not to filter the DNS servers of the VPC",
} if {
	_exempt
}

_answer := {
	"verdict": "unknown",
	"reason": "exit-unknown",
	"note": "nothing tells which ENI the packet leaves by",
	"missing": [item | some item in exit.missing],
} if {
	not smtp_blocked
	not _exempt
	exit.identity == "unknown"
}

_answer := {
	"verdict": "unknown",
	"reason": "platform-address",
	"note": "security groups drop it, and it is not documented whether they filter {target}",
	"names": {"target": "target"},
} if {
	not _undecidable
	_spared
}

_answer := group.answer("egress") if {
	not _undecidable
	not _spared
}

_undecidable if smtp_blocked

_undecidable if _exempt

_undecidable if not exit.facts.security_group.known

# METADATA
# description: The packet in words, such as TCP port 443.
service := group.service
