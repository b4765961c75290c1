# METADATA
# title: The load balancer has no listener for the packet
# description: |
#   The packet goes to a load balancer, and none of its listeners has the port with a protocol that carries the packet.
#
#   A load balancer takes packets only at the ports of its listeners: TCP packets at those for TCP, HTTP, HTTPS and TLS,
#   UDP packets at those for UDP and QUIC. Ask for a port that it has, or add a listener and start it.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/classic-load-balancer/user-guide/listener-overview
#     description: Listeners of CLB
# custom:
#   severity: error
#   code: LB-004
#   rows: [R082]
package egress.rules.load_balancer.no_listener

import data.egress.group
import data.egress.path

# METADATA
# description: One finding at the load balancer.
findings contains {
	"at": input.balancer.at,
	"message": sprintf("{target} has no listener for %s", [group.service]),
	"fix": concat(", or ", array.concat(_known, [sprintf("add one with a server group: %s", [_command])])),
	"names": object.union(
		{"target": "target", "id": input.balancer.id},
		{"ports": input.balancer.ports | input.balancer.ports != ""},
	),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	hop.reason == "no-listener"
}

_known := ["ask for a port that it has: {ports}"] if input.balancer.ports != ""

_known := [] if input.balancer.ports == ""

_command := sprintf("aliyun slb CreateLoadBalancer%sListener --LoadBalancerId {id} --ListenerPort %d", [
	upper(input.flow.protocol),
	input.flow.port,
]) if {
	input.balancer.product == "clb"
}

_command := sprintf("aliyun nlb CreateListener --LoadBalancerId {id} --ListenerProtocol %s --ListenerPort %d", [
	upper(input.flow.protocol),
	input.flow.port,
]) if {
	input.balancer.product == "nlb"
}

_command := sprintf("aliyun alb CreateListener --LoadBalancerId {id} --ListenerPort %d", [input.flow.port]) if {
	input.balancer.product == "alb"
}
