# METADATA
# title: ExternalName Services lead to each other
# description: |
#   The name is that of an ExternalName Service, which leads to another one, and so on without an end.
#
#   Resolvers follow a few such names and give up. Let one of them lead to the host that is meant.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/#externalname
#     description: ExternalName
# custom:
#   severity: error
#   code: DNS-008
#   rows: [R003]
package egress.rules.dns.external_name_loop

import data.egress.path

# METADATA
# description: One finding at the externalName that was followed last.
findings contains {
	"at": hop.at,
	"message": "{target} never resolves: ExternalName Services lead to each other, {service} among them",
	"fix": "let spec.externalName of {service} name the host that is meant",
	"names": {"target": "target", "service": hop.at},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "dns"
	hop.reason == "external-name-loop"
}
