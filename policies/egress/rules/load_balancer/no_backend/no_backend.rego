# METADATA
# title: The load balancer has no server to forward to
# description: |
#   The packet goes to a listener whose server group is empty, has servers of weight 0 alone, or has none in the zone of
#   the address while the load balancer does not forward across zones.
#
#   A listener without a server closes connections. Add a server, or give one a weight above 0.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/classic-load-balancer/user-guide/backend-server-overview
#     description: Servers of CLB
#   - ref: https://www.alibabacloud.com/help/en/slb/network-load-balancer/user-guide/overview-of-nlb-server-groups
#     description: Server groups of NLB
# custom:
#   severity: error
#   code: LB-004
#   rows: [R080, R085]
package egress.rules.load_balancer.no_backend

import data.egress.path

_backends := input.balancer.backends

# METADATA
# description: One finding at the server group.
findings contains {
	"at": _backends.group,
	"message": sprintf("{listener} forwards to {group}, %s", [_states[_backends.standing]]),
	"fix": concat("", [sprintf("%s: aliyun %s", [_acts[_backends.standing], _commands[_change][_backend_kind]]), _across]),
	"names": object.union_n([
		{"group": _backends.group, "listener": input.balancer.listener.at, "balancer": input.balancer.id},
		{"id": _backends.id | _backends.id != ""},
		{"address": input.balancer.address | input.balancer.address != ""},
	]),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	hop.reason == "no-backend"
}

_states := {
	"none": "which has no server",
	"idle": "whose servers all have weight 0",
	"away": "which has no server in the zone of {address}",
}

_acts := {
	"none": "add a server",
	"idle": "give a server a weight above 0",
	"away": "add a server of that zone",
}

_change := {true: "update", false: "add"}[_backends.standing == "idle"]

_backend_kind := _backends.kind if _backends.kind != "server"

_backend_kind := input.balancer.product if _backends.kind == "server"

_commands := {
	"add": {
		"default": "slb AddBackendServers --LoadBalancerId {balancer}",
		"vserver": "slb AddVServerGroupBackendServers --VServerGroupId {id}",
		"primary": "slb CreateMasterSlaveServerGroup --LoadBalancerId {balancer}",
		"nlb": "nlb AddServersToServerGroup --ServerGroupId {id}",
		"alb": "alb AddServersToServerGroup --ServerGroupId {id}",
	},
	"update": {
		"default": "slb SetBackendServers --LoadBalancerId {balancer}",
		"vserver": "slb SetVServerGroupAttribute --VServerGroupId {id}",
		"primary": "slb CreateMasterSlaveServerGroup --LoadBalancerId {balancer}",
		"nlb": "nlb UpdateServerGroupServersAttribute --ServerGroupId {id}",
		"alb": "alb UpdateServerGroupServersAttribute --ServerGroupId {id}",
	},
}

default _across := ""

_across := concat(" ", [
	", or forward across zones:",
	"aliyun nlb UpdateLoadBalancerAttribute --LoadBalancerId {balancer} --CrossZoneEnabled true",
]) if {
	_backends.standing == "away"
}
