package egress.rules.destination_acl.inbound_dropped_test

import data.egress.gate.destination_acl
import data.egress.rules.destination_acl.inbound_dropped

_rule(at, priority, action) := {
	"at": at,
	"id": "pod/9",
	"group": "pod/1",
	"priority": priority,
	"action": action,
	"match": "yes",
	"missing": [],
}

_input(rules) := {
	"flow": {"family": "ipv4", "protocol": "udp", "port": 53, "gates": []},
	"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni", "injector": "yes"},
	"source": {"host_network": false, "virtual_node": false},
	"target": {"kind": "pod", "resolved": true, "ranges": ["vpc"], "pod": true},
	"policy": {"self": false, "same_node": false, "target_host_network": false},
	"pod": {"missing": [], "single": true, "inbound": {
		"known": true,
		"groups": [{
			"at": "pod/1",
			"type": "enterprise",
			"rules": "complete",
			"one_way": false,
			"inner": "accept",
			"shared": "yes",
		}],
		"rules": rules,
		"missing": [],
		"managed": false,
		"source": "pod/0",
	}},
}

_findings(flow) := found if {
	hop := destination_acl.hop with input as flow
	found := inbound_dropped.findings with input as flow with data.egress.path.hops as [hop]
}

test_drop_before_accept if {
	finding := {
		"at": "pod/2",
		"message": "{rule} of priority 3 drops UDP port 53 to {target} from {address}",
		"fix": concat("", [
			"remove or narrow {rule}: ",
			"aliyun ecs RevokeSecurityGroup --SecurityGroupId {group} --SecurityGroupRuleId.1 {id}, ",
			"or accept the traffic before it: ",
			"aliyun ecs AuthorizeSecurityGroup --SecurityGroupId {group} --Permissions.1.IpProtocol UDP ",
			"--Permissions.1.PortRange 53/53 --Permissions.1.SourceCidrIp {range} --Permissions.1.Policy accept ",
			"--Permissions.1.Priority 2",
		]),
		"names": {
			"rule": "pod/2", "group": "pod/1", "id": "pod/9", "accept": "pod/4",
			"target": "target", "range": "pod/0", "address": "pod.address",
		},
		"related": [{"at": "pod/4", "message": "{accept} of priority 4 accepts it, but comes later"}],
	}

	_findings(_input([_rule("pod/4", 4, "accept"), _rule("pod/2", 3, "drop")])) == {finding}
}

test_nothing_to_accept_before_without_a_range if {
	flow := _input([_rule("pod/2", 3, "drop")])
	unplaced := object.union(flow, {"pod": {"single": false, "inbound": {"source": ""}}})
	revoke := "aliyun ecs RevokeSecurityGroup --SecurityGroupId {group} --SecurityGroupRuleId.1 {id}"
	fix := concat(" ", ["remove or narrow {rule}:", revoke])

	{[finding.fix, object.get(finding.names, "range", "")] | some finding in _findings(unplaced)} == {[fix, ""]}
}

test_silent_when_a_rule_accepts if {
	_findings(_input([_rule("pod/4", 2, "accept"), _rule("pod/2", 3, "drop")])) == set()
}

test_silent_when_no_rule_decides if {
	_findings(_input([])) == set()
}
