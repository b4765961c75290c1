# METADATA
# title: The listener of the load balancer is stopped
# description: |
#   The packet goes to a load balancer that has a listener for it, and the listener is stopped.
#
#   A listener has to be started after it was made by the API, and somebody may have stopped it since. Start it.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-startloadbalancerlistener
#     description: StartLoadBalancerListener
# custom:
#   severity: error
#   code: LB-004
#   rows: [R082]
package egress.rules.load_balancer.listener_stopped

import data.egress.path

# METADATA
# description: One finding at the listener.
findings contains {
	"at": input.balancer.listener.at,
	"message": "{listener} is stopped",
	"fix": sprintf("start it: %s", [_command]),
	"names": object.union(
		{"listener": input.balancer.listener.at, "id": input.balancer.id},
		{"own": input.balancer.listener.id | input.balancer.listener.id != ""},
	),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	hop.reason == "listener-stopped"
}

_command := concat(" ", [
	"aliyun slb StartLoadBalancerListener --LoadBalancerId {id}",
	sprintf("--ListenerPort %d --ListenerProtocol %s", [input.flow.port, input.balancer.listener.protocol]),
]) if {
	input.balancer.product == "clb"
}

_command := sprintf("aliyun %s StartListener --ListenerId {own}", [input.balancer.product]) if {
	input.balancer.product != "clb"
}
