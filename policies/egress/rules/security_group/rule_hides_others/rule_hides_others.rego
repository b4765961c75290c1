# METADATA
# title: A security group rule leaves others nothing to decide
# description: |
#   A rule of a group that the cluster uses comes before rules of the opposite action and matches all that they match.
#
#   The lower priority number comes first, and at one priority drop comes before accept; how wide a range is decides
#   nothing. So the rules behind it never accept, or never drop, what they were written for. Give it a greater priority
#   number, or delete what it makes useless. Rules behind one of the same action are not told: they do no harm.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
#   - ref: https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifysecuritygroupegressrule
#     description: ModifySecurityGroupEgressRule
# custom:
#   severity: warning
#   code: SG-007
#   about: object
#   rows: []
package egress.rules.security_group.rule_hides_others

import data.egress.lines

# METADATA
# description: One finding at the rule that comes first.
lints contains {
	"at": rule.at,
	"message": lines.hiding(rule),
	"fix": concat("", [_fix(rule), _command(rule)]),
	"names": lines.hiding_names(rule),
	"related": lines.related(rule),
} if {
	rule := input.object.hiding_rule
}

# At one priority drop comes first, so that a rule that accepts need not come after those that drop.
_number(rule) := rule.last if rule.action == "accept"

_number(rule) := rule.last + 1 if rule.action == "drop"

# The API takes no priority number above 100.
_fix(rule) := sprintf("give {line} the priority number %d, or delete %s", [_number(rule), lines.hidden(rule)]) if {
	_number(rule) <= 100
}

_fix(rule) := sprintf("give %s a lower priority number than {line} has, or delete {line}", [lines.hidden(rule)]) if {
	_number(rule) > 100
}

_command(rule) := "" if rule.id == ""

_command(rule) := concat(" ", [
	sprintf(": aliyun ecs ModifySecurityGroup%sRule", [_suffix[rule.direction]]),
	sprintf("--SecurityGroupId {owner} --SecurityGroupRuleId {id} --Priority %d", [_number(rule)]),
]) if {
	rule.id != ""
	_number(rule) <= 100
}

_command(rule) := concat(" ", [
	sprintf(": aliyun ecs RevokeSecurityGroup%s", [_suffix[rule.direction]]),
	"--SecurityGroupId {owner} --SecurityGroupRuleId.1 {id}",
]) if {
	rule.id != ""
	_number(rule) > 100
}

_suffix := {"egress": "Egress", "ingress": ""}
