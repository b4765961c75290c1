package egress.rules.destination_acl.refuses_instance_test

import data.egress.gate.destination_acl
import data.egress.rules.destination_acl.inbound_dropped
import data.egress.rules.destination_acl.inbound_not_accepted
import data.egress.rules.destination_acl.refuses_instance

_group := {"at": "node/1", "type": "normal", "rules": "complete", "one_way": false, "inner": "accept", "shared": "no"}

_drop := {"at": "node/2", "id": "node/3", "group": "node/1", "priority": 1, "action": "drop", "match": "yes", "missing": []}

_input(plugin, rules, changes) := object.union(
	{
		"flow": {"family": "ipv4", "protocol": "tcp", "port": 9100, "gates": []},
		"cluster": {"product": "ack", "plugin": plugin, "mode": "shared-eni"},
		"source": {"host_network": true, "ecs": "outside", "virtual_node": false},
		"target": {"kind": "pod", "resolved": true, "ranges": [], "vpc_known": true, "subnet": true, "pod": true},
		"policy": {"self": false, "same_node": false, "target_host_network": false},
		"node": {"missing": [], "single": true, "public": {"addresses": []}, "inbound": {
			"known": true,
			"groups": [_group],
			"rules": rules,
			"missing": [],
			"managed": false,
			"source": "node/0",
		}},
		"pod": {"inbound": {"known": true, "missing": []}},
	},
	changes,
)

_findings(flow) := {"refuses": found, "others": (dropped | missed)} if {
	hop := destination_acl.hop with input as flow
	found := refuses_instance.findings with input as flow with data.egress.path.hops as [hop]
	dropped := inbound_dropped.findings with input as flow with data.egress.path.hops as [hop]
	missed := inbound_not_accepted.findings with input as flow with data.egress.path.hops as [hop]
}

_command := concat(" ", [
	"aliyun ecs AuthorizeSecurityGroup --SecurityGroupId {group}",
	"--Permissions.1.IpProtocol TCP --Permissions.1.PortRange 9100/9100",
	"--Permissions.1.SourceCidrIp {range} --Permissions.1.Policy accept",
])

test_group_that_does_not_accept_the_instance[plugin] if {
	some plugin in ["terway", "flannel"]
	finding := {
		"at": "node/1",
		"message": "no ingress rule of {group} accepts TCP port 9100 to {target} from {address}",
		"fix": concat(" ", ["add an ingress rule that accepts it:", _command]),
		"names": {"group": "node/1", "target": "target", "range": "node.address", "address": "node.address"},
		"related": [],
	}

	_findings(_input(plugin, [], {})) == {"refuses": {finding}, "others": set()}
}

test_rule_that_drops if {
	found := _findings(_input("terway", [_drop], {}))

	{finding.at | some finding in found.refuses} == {"node/2"}
	found.others == set()
}

test_node_admits_nodes_as_a_whole if {
	node := _input("terway", [], {"source": {"ecs": "node"}})

	{finding.names.range | some finding in _findings(node).refuses} == {"node/0"}
}

test_silent_about_pods_and_other_targets[why] if {
	some why, changes in {
		"from a pod": {"source": {"ecs": ""}},
		"to an instance": {"target": {"pod": false, "ranges": ["vpc"]}},
	}
	found := _findings(_input("terway", [], changes))

	found.refuses == set()
	count(found.others) == 1
}
