# METADATA
# title: A security group rule matches nothing
# description: |
#   A rule of a group that the cluster uses says itself that it matches no packet: its ports end before they begin or are
#   none, its range is one of the other address family, its prefix list is empty, or it names a group in
#   an enterprise group.
#
#   What it was written to accept or to drop is left to the other rules and to the default of the group. Write what is meant.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/basic-and-advanced-security-groups
#     description: Basic and enterprise security groups
# custom:
#   severity: warning
#   code: SG-008
#   about: object
#   rows: []
package egress.rules.security_group.rule_never_matches

import data.egress.lines

# METADATA
# description: One finding at what is wrong.
lints contains {
	"at": rule.at,
	"message": lines.why(rule),
	"fix": concat("", [_fixes[rule.why], _command(rule)]),
	"names": lines.names(rule),
	"related": [],
} if {
	rule := input.object.dead_rule
}

_fixes := {
	"ports-reversed": "write the lower port first",
	"ports-unread": "write the first and the last port with a slash between, such as 443/443",
	"range-ipv4": "write an IPv6 range there, or the IPv4 range in the field for IPv4",
	"range-ipv6": "write an IPv4 range there, or the IPv6 range in the field for IPv6",
	"list-empty": "add the ranges that are meant to {written}, or delete the rule",
	"group-of-enterprise": "write the CIDR block of the members of {written} in place of the group",
}

_command(rule) := ": aliyun ecs ModifyPrefixList --PrefixListId {written} --AddEntry.1.Cidr $RANGE" if rule.why == "list-empty"

_command(rule) := "" if {
	rule.why != "list-empty"
	rule.id == ""
}

_command(rule) := sprintf(": aliyun ecs ModifySecurityGroup%sRule --SecurityGroupId {owner} --SecurityGroupRuleId {id} %s", [
	{"egress": "Egress", "ingress": ""}[rule.direction],
	_options(rule),
]) if {
	rule.why != "list-empty"
	rule.id != ""
}

_options(rule) := "--PortRange $PORTS" if startswith(rule.why, "ports-")

_options(rule) := sprintf("--%sCidrIp $RANGE", [{"egress": "Dest", "ingress": "Source"}[rule.direction]]) if {
	not startswith(rule.why, "ports-")
	rule.why != "range-ipv4"
}

_options(rule) := sprintf("--Ipv6%sCidrIp $RANGE", [{"egress": "Dest", "ingress": "Source"}[rule.direction]]) if {
	rule.why == "range-ipv4"
}
