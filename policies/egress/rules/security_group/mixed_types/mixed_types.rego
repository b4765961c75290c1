# METADATA
# title: Security groups of both types for one ENI
# description: |
#   What gives pods their security groups lists a basic group and an enterprise group, or an ENI is said to have both.
#
#   An ENI takes groups of one type only: Terway cannot make an ENI with both, and new pods wait for one. Of an ENI that is
#   there, the export of it or that of its groups is out of date. List groups of one type.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/basic-and-advanced-security-groups
#     description: Basic and enterprise security groups
#   - ref: https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-joinsecuritygroup
#     description: JoinSecurityGroup
# custom:
#   severity: error
#   code: SG-006
#   about: object
#   rows: []
package egress.rules.security_group.mixed_types

# METADATA
# description: One finding at the group that is of the other type.
lints contains {
	"at": mix.at,
	"message": _messages[mix.config],
	"fix": _fixes[mix.config],
	"names": {"of": mix.at, "basic": mix.basic, "enterprise": mix.enterprise},
	"related": [
		{"at": mix.basic, "message": "{basic} is basic"},
		{"at": mix.enterprise, "message": "{enterprise} is an enterprise group"},
	],
} if {
	mix := input.object.group_mix
}

_messages := {
	true: concat("", [
		"{of} lists {basic}, a basic security group, and {enterprise}, an enterprise one, ",
		"and no ENI can have both, so Terway makes none",
	]),
	false: "{of} has {basic}, a basic security group, and {enterprise}, an enterprise one, which no ENI can have",
}

_fixes := {
	true: concat("", [
		"take {basic} or {enterprise} out of {of}: ",
		"aliyun ecs DescribeSecurityGroups --SecurityGroupIds '[\"{basic}\",\"{enterprise}\"]' tells their types",
	]),
	false: concat("", [
		"export the ENI and its groups again: ",
		"aliyun ecs DescribeNetworkInterfaces --NetworkInterfaceId.1 {of} and aliyun ecs DescribeSecurityGroups",
	]),
}
