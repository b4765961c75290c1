# METADATA
# title: The Service keeps to a node that has no endpoint
# description: |
#   The packet goes to a Service whose traffic policy is Local: internalTrafficPolicy for its own address, where it counts on
#   which node the client is, or externalTrafficPolicy for a port of a node. No ready pod of the Service is on that node, so
#   the packet is dropped there, whatever runs elsewhere.
#
#   Set the policy to Cluster, or run a pod of the Service on every node, as a DaemonSet does.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy/
#     description: Internal traffic policy
#   - ref: https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy
#     description: External traffic policy
# custom:
#   severity: error
#   code: LB-003
#   rows: [R072]
package egress.rules.load_balancer.no_local_endpoint

import data.egress.path
import data.egress.service

# METADATA
# description: One finding at the traffic policy.
findings contains {
	"at": service.facts.blamed,
	"message": _messages[service.facts.via],
	"fix": concat(" ", [
		"set {blamed} of {service} to Cluster:",
		"kubectl patch service {name} -n {namespace} -p '{\"spec\":{\"{blamed}\":\"Cluster\"}}',",
		"or run one of its pods on every node",
	]),
	"names": service.names,
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	service.refused(hop, "no-local-endpoint")
}

_messages := {
	"address": concat(" ", [
		"{source} cannot reach {target}: {blamed} of {service} is Local,",
		"and none of its endpoints is on the node of {source}",
	]),
	"node-port": concat(" ", [
		"{source} cannot reach {target}: {blamed} of {service} is Local,",
		"and none of its endpoints is on the node with that address",
	]),
}
