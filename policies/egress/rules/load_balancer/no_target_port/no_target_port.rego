# METADATA
# title: No pod has the port that the Service forwards to
# description: |
#   The packet goes to a Service whose targetPort is the name of a port, and no ready pod behind it declares a port of that
#   name and protocol. Such a pod is no endpoint of the port, so connections to it are refused at once.
#
#   Write the name of a port that the pods declare, or its number.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
#     description: Ports of Services
#   - ref: https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-the-service-defined-correctly
#     description: Debug Services
# custom:
#   severity: error
#   code: LB-003
#   rows: [R062, R070]
package egress.rules.load_balancer.no_target_port

import data.egress.path
import data.egress.service

# METADATA
# description: One finding at the targetPort.
findings contains {
	"at": service.facts.blamed,
	"message": _message,
	"fix": _fix,
	"names": service.names,
	"related": [{"at": handle, "message": _related} | handle := service.names.behind],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	service.refused(hop, "no-target-port")
}

_message := "{source} cannot reach {target}: no pod behind {service} has a port called {blamed}" if {
	service.names.selector
}

_message := "{source} cannot reach {target}: {behind} gives no port the name that {service} has for it, {blamed}" if {
	not service.names.selector
}

_fix := concat(" ", [
	"write the name of port {blamed} of {service} as the name of the port in {behind}, or none in both:",
	"kubectl edit {called} -n {namespace}",
]) if {
	not service.names.selector
}

_fix := concat(" ", [
	"write a port that {behind} has, which is {has}, as targetPort of {service},",
	"or call the port of its containers {blamed}: kubectl edit service {name} -n {namespace}",
]) if {
	service.names.has
}

_fix := concat(" ", [
	"write the number of the port as targetPort of {service}, or call the port of the containers {blamed}:",
	"kubectl edit service {name} -n {namespace}",
]) if {
	service.names.selector
	not service.names.has
}

_related := "{behind} has {has}" if service.names.has

_related := "{behind} has no port with a name" if {
	service.names.selector
	not service.names.has
}

_related := "these are the ports of its endpoints" if not service.names.selector
