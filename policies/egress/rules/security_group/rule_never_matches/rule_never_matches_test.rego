package egress.rules.security_group.rule_never_matches_test

import data.egress.rules.security_group.rule_never_matches

_lint(change) := lint if {
	rule := object.union(
		{
			"at": "object/0", "id": "object/1", "owner": "object/2", "direction": "egress",
			"action": "accept", "why": "ports-reversed", "written": "object/3",
		},
		change,
	)
	lints := rule_never_matches.lints with input as {"object": {"dead_rule": rule}}
	[lint] := [l | some l in lints]
}

test_sg_008_ports_end_before_they_begin if {
	lint := _lint({})

	lint.message == "{line} has the ports {written}, which end before they begin"
	lint.fix == concat(" ", [
		"write the lower port first:",
		"aliyun ecs ModifySecurityGroupEgressRule --SecurityGroupId {owner} --SecurityGroupRuleId {id} --PortRange $PORTS",
	])
}

_ends := {
	["ports-unread", "egress"]: "--PortRange $PORTS",
	["range-ipv6", "egress"]: "--DestCidrIp $RANGE",
	["range-ipv4", "egress"]: "--Ipv6DestCidrIp $RANGE",
	["list-empty", "egress"]: "aliyun ecs ModifyPrefixList --PrefixListId {written} --AddEntry.1.Cidr $RANGE",
	["group-of-enterprise", "ingress"]: "--SourceCidrIp $RANGE",
}

test_each_fault_has_its_command[fault] if {
	some fault, end in _ends
	lint := _lint({"why": fault[0], "direction": fault[1]})

	endswith(lint.fix, end)
}

test_rule_without_an_id if _lint({"id": ""}).fix == "write the lower port first"

test_silent_about_other_objects if count(rule_never_matches.lints) == 0 with input as {"object": {}}
