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

import data.egress.gate.security_group
import data.egress.path

# METADATA
# description: One finding at the rule that drops the packet.
findings contains {
	"at": security_group.decisive.at,
	"message": sprintf("{rule} of priority %d drops %s to {target}", [_rule.priority, security_group.service]),
	"fix": concat(", or ", array.concat(_remove, _outrank)),
	"names": object.union_n([
		{"rule": _rule.at, "group": _rule.group, "target": "target"},
		{"id": _rule.id | _rule.id != ""},
		{"destination": security_group.command_destination},
		{"accept": security_group.overridden.at | security_group.overridden},
	]),
	"related": _related,
} if {
	some hop in path.hops
	hop.gate == "security-group"
	hop.reason == "rule-drops"
}

_rule := security_group.decisive

default _remove := ["remove or narrow {rule} of {group}"]

_remove := [concat(" ", [
	"remove or narrow {rule}:",
	"aliyun ecs RevokeSecurityGroupEgress --SecurityGroupId {group} --SecurityGroupRuleId.1 {id}",
])] if {
	_rule.id != ""
}

default _outrank := []

# No priority number is below 1, and the API takes none above 100.
_outrank := [sprintf("accept the traffic before it: %s --Permissions.1.Priority %d", [
	security_group.accept_command,
	min([_rule.priority - 1, 100]),
])] if {
	_rule.priority > 1
}

default _related := []

_related := [{"at": _accept.at, "message": sprintf("{accept} of priority %d %s it, but comes later", [
	_accept.priority,
	_accepts[_accept.match],
])}]

_accept := security_group.overridden

_accepts := {"yes": "accepts", "maybe": "may accept"}
