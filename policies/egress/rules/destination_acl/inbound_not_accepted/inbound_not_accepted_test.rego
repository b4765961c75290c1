package egress.rules.destination_acl.inbound_not_accepted_test

import data.egress.gate.destination_acl
import data.egress.rules.destination_acl.inbound_not_accepted

_input(changes) := object.union(
	{
		"flow": {"family": "ipv4", "protocol": "tcp", "port": 8080, "gates": []},
		"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni", "injector": "yes"},
		"source": {"host_network": false, "virtual_node": false},
		"target": {"kind": "ip", "resolved": true, "ranges": ["vpc"], "vpc_known": true, "subnet": true, "pod": false},
		"policy": {"self": false, "same_node": false, "target_host_network": false},
		"pod": {"missing": [], "single": true, "inbound": {
			"known": true,
			"groups": [{
				"at": "pod/1",
				"type": "normal",
				"rules": "complete",
				"one_way": false,
				"inner": "accept",
				"shared": "no",
			}],
			"rules": [],
			"missing": [],
			"managed": false,
			"source": "pod/0",
		}},
	},
	changes,
)

_findings(flow) := found if {
	hop := destination_acl.hop with input as flow
	found := inbound_not_accepted.findings with input as flow with data.egress.path.hops as [hop]
}

_add(range) := concat(" ", [
	"add an ingress rule that accepts it:",
	"aliyun ecs AuthorizeSecurityGroup --SecurityGroupId {group}",
	"--Permissions.1.IpProtocol TCP --Permissions.1.PortRange 8080/8080",
	sprintf("--Permissions.1.%s {range} --Permissions.1.Policy accept", [range]),
])

test_group_that_does_not_accept_the_pods if {
	finding := {
		"at": "pod/1",
		"message": "no ingress rule of {group} accepts TCP port 8080 to {target} from {address}",
		"fix": _add("SourceCidrIp"),
		"names": {"group": "pod/1", "target": "target", "range": "pod/0", "address": "pod.address"},
		"related": [],
	}

	_findings(_input({})) == {finding}
}

test_flannel_arrives_from_the_node if {
	flannel := _input({"cluster": {"plugin": "flannel"}})
	node := object.union(flannel, {"node": flannel.pod})

	{finding.names.address | some finding in _findings(node)} == {"node.address"}
}

test_ipv6 if {
	six := _input({"flow": {"family": "ipv6"}})

	{finding.fix | some finding in _findings(six)} == {_add("Ipv6SourceCidrIp")}
}

test_public_address if {
	finding := {
		"at": "pod/1",
		"message": "no ingress rule of {group} accepts TCP port 8080 to {target} from the internet",
		"fix": "add an ingress rule to {group} that accepts the address that the packet arrives from",
		"names": {"group": "pod/1", "target": "target"},
		"related": [],
	}
	public := _input({"target": {"ranges": [], "subnet": false}, "pod": {"inbound": {"source": ""}}})

	_findings(public) == {finding}
}

test_address_of_the_vpc_that_looks_public if {
	six := _input({"flow": {"family": "ipv6"}, "target": {"ranges": [], "vpc_known": false}})

	{finding.names.address | some finding in _findings(six)} == {"pod.address"}
}

test_silent_between_members if {
	group := object.union(_input({}).pod.inbound.groups[0], {"shared": "yes"})
	shared := _input({"pod": {"inbound": {"groups": [group]}}})

	_findings(shared) == set()
}

test_silent_about_an_eni_that_is_not_known if {
	_findings(_input({"pod": {"inbound": {"known": false, "groups": []}}})) == set()
}
