# METADATA
# title: An ExternalName Service leads to an IP address
# description: |
#   The externalName is written as an IP address. Kubernetes takes it for a name of digits, which no DNS server
#   resolves, and the Service has no cluster IP either.
#
#   A Service without a selector, whose EndpointSlice has the address, leads there. An alias is for host names.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/#externalname
#     description: ExternalName
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
#     description: Services without selectors
# custom:
#   severity: error
#   code: DNS-010
#   rows: [R003]
package egress.rules.dns.external_name_address

import data.egress.path

# METADATA
# description: One finding at the externalName.
findings contains {
	"at": hop.at,
	"message": "{service} never resolves: it leads to {name}, and DNS has no names that look like an address",
	"fix": concat(" ", [
		"write the host name of {name} into spec.externalName of {service},",
		"or drop spec.type and spec.externalName and put {name} into an EndpointSlice of {service}",
	]),
	"names": {"service": hop.at, "name": input.dns.name.host},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "dns"
	hop.reason == "external-name-address"
}
