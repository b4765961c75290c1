package egress.rules.load_balancer.no_backend_test

import data.egress.gate.load_balancer
import data.egress.rules.load_balancer.no_backend

_input(changes) := object.union(
	{
		"flow": {"family": "ipv4", "protocol": "tcp", "port": 443},
		"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni"},
		"source": {"host_network": false, "virtual_node": false},
		"target": {"kind": "clb", "pod": false, "resolved": true, "ranges": ["vpc"]},
		"balancer": {
			"product": "clb", "found": true, "at": "balancer/0", "id": "balancer/7",
			"address": "balancer/9", "status": "active", "business": "", "network": "vpc", "vpc": "same",
			"listeners": "complete", "ports": "balancer/1",
			"listener": {
				"found": true, "described": true, "at": "balancer/2", "id": "", "protocol": "tcp",
				"status": "running",
			},
			"backends": {
				"forwards": true, "kind": "vserver", "group": "balancer/3", "id": "balancer/4",
				"standing": "several", "preserve": "unknown", "health": "unknown", "health_at": "",
			},
			"pod": {"standing": "no", "at": ""},
			"node": {"standing": "no", "at": ""},
		},
		"pod": {"missing": []},
	},
	{"balancer": changes},
)

_findings(changes) := found if {
	flow := _input(changes)
	hop := load_balancer.hop with input as flow
	found := no_backend.findings with input as flow with data.egress.path.hops as [hop]
}

test_group_without_a_server if {
	finding := {
		"at": "balancer/3",
		"message": "{listener} forwards to {group}, which has no server",
		"fix": "add a server: aliyun slb AddVServerGroupBackendServers --VServerGroupId {id}",
		"names": {
			"group": "balancer/3", "listener": "balancer/2", "balancer": "balancer/7", "id": "balancer/4",
			"address": "balancer/9",
		},
		"related": [],
	}

	_findings({"backends": {"standing": "none"}}) == {finding}
}

_told := {
	"vserver idle": [
		"whose servers all have weight 0",
		"give a server a weight above 0: aliyun slb SetVServerGroupAttribute --VServerGroupId {id}",
	],
	"default none": ["which has no server", "add a server: aliyun slb AddBackendServers --LoadBalancerId {balancer}"],
	"default idle": [
		"whose servers all have weight 0",
		"give a server a weight above 0: aliyun slb SetBackendServers --LoadBalancerId {balancer}",
	],
	"primary none": [
		"which has no server",
		"add a server: aliyun slb CreateMasterSlaveServerGroup --LoadBalancerId {balancer}",
	],
	"server idle": [
		"whose servers all have weight 0",
		"give a server a weight above 0: aliyun nlb UpdateServerGroupServersAttribute --ServerGroupId {id}",
	],
	"server away": ["which has no server in the zone of {address}", concat(" ", [
		"add a server of that zone: aliyun nlb AddServersToServerGroup --ServerGroupId {id},",
		"or forward across zones: aliyun nlb UpdateLoadBalancerAttribute",
		"--LoadBalancerId {balancer} --CrossZoneEnabled true",
	])],
}

test_groups_of_all_kinds[name] if {
	some name, texts in _told
	[kind, standing] := split(name, " ")
	findings := _findings({
		"product": {true: "nlb", false: "clb"}[kind == "server"],
		"backends": {"kind": kind, "standing": standing},
	})

	{[f.message, f.fix] | some f in findings} == {[
		sprintf("{listener} forwards to {group}, %s", [texts[0]]),
		texts[1],
	]}
}

test_silent_while_servers_are_not_known if _findings({"backends": {"standing": "unknown"}}) == set()

test_silent_when_it_serves if _findings({}) == set()
