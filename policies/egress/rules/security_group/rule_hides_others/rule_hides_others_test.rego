package egress.rules.security_group.rule_hides_others_test

import data.egress.rules.security_group.rule_hides_others

_fix(change) := fix if {
	rule := object.union(
		{
			"at": "object/0", "id": "object/1", "owner": "object/2", "direction": "egress",
			"action": "drop", "hidden": ["object/3"], "last": 10,
		},
		change,
	)
	lints := rule_hides_others.lints with input as {"object": {"hiding_rule": rule}}
	[fix] := [lint.fix | some lint in lints]
}

_modified := concat(" ", [
	"aliyun ecs ModifySecurityGroupEgressRule",
	"--SecurityGroupId {owner} --SecurityGroupRuleId {id} --Priority",
])

test_sg_007_drop_goes_behind if {
	_fix({}) == sprintf("give {line} the priority number 11, or delete {hidden0}: %s 11", [_modified])
}

test_accept_goes_beside if {
	_fix({"action": "accept"}) == sprintf("give {line} the priority number 10, or delete {hidden0}: %s 10", [_modified])
}

test_no_number_is_above_100 if {
	fix := _fix({"last": 100, "direction": "ingress"})

	startswith(fix, "give {hidden0} a lower priority number than {line} has, or delete {line}: aliyun ecs RevokeSecurityGroup ")
}

test_rule_without_an_id if {
	_fix({"id": ""}) == "give {line} the priority number 11, or delete {hidden0}"
	_fix({"id": "", "last": 100}) == "give {hidden0} a lower priority number than {line} has, or delete {line}"
}

test_silent_about_other_objects if count(rule_hides_others.lints) == 0 with input as {"object": {}}
