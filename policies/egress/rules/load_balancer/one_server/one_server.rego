# METADATA
# title: A single server is behind the load balancer
# description: |
#   The packet goes to a listener of a load balancer, and one server alone gets its connections.
#
#   The address of a load balancer outlives a server where there is another. With one, a fault or a restart of it takes the
#   address down. Add a second server, in another zone where there is one.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/classic-load-balancer/user-guide/backend-server-overview
#     description: Servers of CLB
# custom:
#   severity: note
#   code: LB-004
#   about: cluster
#   rows: [R083]
package egress.rules.load_balancer.one_server

import data.egress.inside
import data.egress.path

# METADATA
# description: One finding at the servers of the group.
findings contains {
	"at": input.balancer.backends.group,
	"message": "{group} has one server that gets connections, so that {listener} is down whenever that is",
	"fix": concat(" ", ["add a second server, in another zone where there is one:", _command]),
	"names": object.union(
		{"group": input.balancer.backends.group, "listener": input.balancer.listener.at, "id": input.balancer.id},
		{"group_id": input.balancer.backends.id | input.balancer.backends.id != ""},
	),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	hop.reason == "serves"
	not inside.asked
	input.balancer.backends.forwards
	input.balancer.backends.standing == "one"
}

_command := concat(" ", ["aliyun", _calls[input.balancer.product][input.balancer.backends.kind]])

_calls := {
	"clb": {
		"default": "slb AddBackendServers --LoadBalancerId {id} --BackendServers $SERVERS",
		"vserver": "slb AddVServerGroupBackendServers --VServerGroupId {group_id} --BackendServers $SERVERS",
		"primary": "slb CreateMasterSlaveServerGroup --LoadBalancerId {id} --MasterSlaveBackendServers $SERVERS",
	},
	"nlb": {"server": "nlb AddServersToServerGroup --ServerGroupId {group_id} --Servers $SERVERS"},
	"alb": {"server": "alb AddServersToServerGroup --ServerGroupId {group_id} --Servers $SERVERS"},
}
