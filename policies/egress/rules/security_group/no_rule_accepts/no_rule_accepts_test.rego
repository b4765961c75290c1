package egress.rules.security_group.no_rule_accepts_test

import data.egress.gate.security_group
import data.egress.rules.security_group.no_rule_accepts

_input(type) := {
	"flow": {"family": "ipv4", "protocol": "tcp", "port": 5222, "gates": [], "smtp_unblocked": false},
	"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni"},
	"source": {"host_network": false, "virtual_node": false},
	"target": {"kind": "ip", "resolved": true, "ranges": [], "pod": false},
	"policy": {"self": false, "same_node": false},
	"pod": {"missing": [], "security_group": {
		"known": true,
		"groups": [{
			"at": "pod/1",
			"type": type,
			"rules": "complete",
			"one_way": false,
			"inner": "accept",
			"shared": "no",
		}],
		"rules": [],
		"missing": [],
		"destination": "pod/0",
	}},
}

_findings(flow) := found if {
	hop := security_group.hop with input as flow
	found := no_rule_accepts.findings with input as flow with data.egress.path.hops as [hop]
}

test_enterprise_group_that_accepts_nothing if {
	finding := {
		"at": "pod/1",
		"message": "no egress rule of {group} accepts TCP port 5222 to {target}",
		"fix": concat(" ", [
			"add an egress rule that accepts it:",
			"aliyun ecs AuthorizeSecurityGroupEgress --SecurityGroupId {group}",
			"--Permissions.1.IpProtocol TCP --Permissions.1.PortRange 5222/5222",
			"--Permissions.1.DestCidrIp {destination} --Permissions.1.Policy accept",
		]),
		"names": {"group": "pod/1", "target": "target", "destination": "pod/0"},
		"related": [],
	}

	_findings(_input("enterprise")) == {finding}
}

test_silent_about_a_basic_group if {
	_findings(_input("normal")) == set()
}

test_silent_about_a_group_of_unknown_type if {
	_findings(_input("unknown")) == set()
}
