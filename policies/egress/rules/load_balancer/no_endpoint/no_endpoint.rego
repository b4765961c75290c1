# METADATA
# title: A Service without selector has no endpoint
# description: |
#   The packet goes to a Service that selects no pods, so that somebody has to write its endpoints, and there are none, or
#   none is ready. Connections to it are refused at once.
#
#   Write an EndpointSlice with the addresses that are to answer, or give the Service a selector.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
#     description: Services without selectors
# custom:
#   severity: error
#   code: LB-003
#   rows: [R062]
package egress.rules.load_balancer.no_endpoint

import data.egress.path
import data.egress.service

# METADATA
# description: One finding at the list of endpoints, else at the Service.
findings contains {
	"at": service.facts.blamed,
	"message": "{source} cannot reach {target}: {service} has no selector, and no endpoint of it is ready",
	"fix": concat(" ", [
		"write the addresses that are to answer in an EndpointSlice of namespace {namespace}",
		"with the label kubernetes.io/service-name: {name}, or give {service} a selector:",
		"kubectl edit service {name} -n {namespace}",
	]),
	"names": service.names,
	"related": [{"at": service.facts.at, "message": "{service} has no selector"}],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	service.refused(hop, "no-endpoint")
}
