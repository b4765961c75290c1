# METADATA
# title: The cluster has no Service of the name
# description: |
#   The name has the form of a Service's, and the bundle holds other Services of that namespace but not
#   this one: CoreDNS answers that there is no such name.
#
#   Correct the name or the namespace, or create the Service.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
#     description: DNS for Services and Pods
# custom:
#   severity: error
#   code: DNS-009
#   rows: [R003]
package egress.rules.dns.no_such_service

import data.egress.path

# METADATA
# description: One finding at the ExternalName Service that leads there, else at the source.
findings contains {
	"at": object.get({"": "source"}, hop.at, hop.at),
	"message": "{source} cannot resolve {name}: the cluster has no Service of that name",
	"fix": "correct the name, which is SERVICE.NAMESPACE.svc.cluster.local, or create the Service",
	"names": {"source": "source", "name": input.dns.name.host},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "dns"
	hop.reason == "no-such-service"
}
