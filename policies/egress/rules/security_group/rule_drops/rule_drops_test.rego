package egress.rules.security_group.rule_drops_test

import data.egress.gate.security_group
import data.egress.rules.security_group.rule_drops

_drop(priority) := {
	"at": "pod/2",
	"id": "pod/3",
	"group": "pod/1",
	"priority": priority,
	"action": "drop",
	"match": "yes",
	"missing": [],
}

_accept(priority, match) := {
	"at": "pod/4",
	"id": "pod/5",
	"group": "pod/1",
	"priority": priority,
	"action": "accept",
	"match": match,
	"missing": [],
}

_input(rules) := {
	"flow": {"family": "ipv4", "protocol": "tcp", "port": 3306, "gates": [], "smtp_unblocked": false},
	"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni"},
	"source": {"host_network": false, "virtual_node": false},
	"target": {"kind": "ip", "resolved": true, "ranges": ["rfc1918"], "pod": false},
	"policy": {"self": false, "same_node": false},
	"pod": {"missing": [], "security_group": {
		"known": true,
		"groups": [{
			"at": "pod/1",
			"type": "normal",
			"rules": "complete",
			"one_way": false,
			"inner": "accept",
			"shared": "no",
		}],
		"rules": rules,
		"missing": [],
		"destination": "pod/0",
	}},
}

_findings(flow) := found if {
	hop := security_group.hop with input as flow
	found := rule_drops.findings with input as flow with data.egress.path.hops as [hop]
}

_revoke := concat(" ", [
	"remove or narrow {rule}:",
	"aliyun ecs RevokeSecurityGroupEgress --SecurityGroupId {group} --SecurityGroupRuleId.1 {id}",
])

test_drop_that_wins_a_tie if {
	finding := {
		"at": "pod/2",
		"message": "{rule} of priority 1 drops TCP port 3306 to {target}",
		"fix": _revoke,
		"names": {
			"rule": "pod/2", "group": "pod/1", "id": "pod/3", "accept": "pod/4",
			"target": "target", "destination": "pod/0",
		},
		"related": [{"at": "pod/4", "message": "{accept} of priority 1 accepts it, but at one priority drop comes first"}],
	}

	_findings(_input([_accept(1, "yes"), _drop(1)])) == {finding}
}

test_drop_that_can_be_outranked if {
	fix := concat("", [
		_revoke, ", or accept the traffic before it: ",
		"aliyun ecs AuthorizeSecurityGroupEgress --SecurityGroupId {group} ",
		"--Permissions.1.IpProtocol TCP --Permissions.1.PortRange 3306/3306 ",
		"--Permissions.1.DestCidrIp {destination} --Permissions.1.Policy accept --Permissions.1.Priority 9",
	])
	findings := _findings(_input([_drop(10)]))
	{[f.fix, f.related] | some f in findings} == {[fix, []]}
}

test_priority_of_the_fix_is_one_that_the_api_takes if {
	findings := _findings(_input([_drop(110)]))
	{true | some f in findings; endswith(f.fix, "--Permissions.1.Priority 100")} == {true}
}

test_rule_without_an_id_is_named_by_its_place if {
	findings := _findings(_input([object.union(_drop(1), {"id": ""})]))
	fixes := {f.fix | some f in findings; not f.names.id}
	fixes == {"remove or narrow {rule} of {group}"}
}

test_accept_that_may_match_is_told if {
	findings := _findings(_input([_drop(1), _accept(2, "maybe")]))
	{f.related[0].message | some f in findings} == {"{accept} of priority 2 may accept it, but comes later"}
}

test_silent_when_the_accept_rule_comes_first if {
	_findings(_input([_accept(1, "yes"), _drop(2)])) == set()
}
