# METADATA
# title: The client is itself the server behind the load balancer
# description: |
#   The packet goes to a layer-4 listener of a load balancer, and the server that it forwards to is the pod that sent the
#   packet, or the node that the pod is on.
#
#   A layer-4 listener shows its servers the address of the client. A server that is its own client answers itself, not
#   the load balancer, and the connection never opens. Where other servers are there, only connections that come back
#   fail. Reach the server directly, or use a listener of layer 7; NLB can hide the address of clients.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/classic-load-balancer/user-guide/faq-about-backend-servers
#     description: Servers of CLB as clients
#   - ref: https://www.alibabacloud.com/help/en/slb/network-load-balancer/use-cases/obtain-client-ip-addresses
#     description: Client addresses behind NLB
# custom:
#   severity: error
#   code: LB-002
#   rows: [R072]
package egress.rules.load_balancer.hairpin

import data.egress.balancer
import data.egress.path

# METADATA
# description: One finding at the server.
findings contains {
	"at": balancer.client.at,
	"message": sprintf("{server}, %s behind {listener}, is {source} or the node that it is on", [_share[hop.verdict]]),
	"fix": concat(" ", ["reach what runs there by its own address or by a ClusterIP Service, or", _other]),
	"names": object.union(
		{"source": "source", "server": balancer.client.at, "listener": input.balancer.listener.at},
		{"group": input.balancer.backends.id | input.balancer.backends.id != ""},
	),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	hop.reason in {"hairpin", "hairpin-partly"}
}

_share := {"deny": "the only server", "partial": "one of the servers"}

default _other := "use a listener for HTTP or HTTPS"

_other := concat(" ", [
	"hide the address of clients from servers:",
	"aliyun nlb UpdateServerGroupAttribute --ServerGroupId {group} --PreserveClientIpEnabled false",
]) if {
	input.balancer.product == "nlb"
}
