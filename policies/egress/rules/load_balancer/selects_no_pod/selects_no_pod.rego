# METADATA
# title: The Service selects no pod
# description: |
#   The packet goes to a Service, and no pod, and no workload that would make pods, has the labels of its selector: it has
#   no endpoint, and connections to it are refused at once. Where one of the labels is nearly right, the finding says which.
#
#   Write the labels of the pods in the selector, key by key and value by value as the pod template has them.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service
#     description: Services and their selectors
#   - ref: https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-have-any-endpoints
#     description: Debug Services
# custom:
#   severity: error
#   code: LB-003
#   rows: [R062, R069, R076]
package egress.rules.load_balancer.selects_no_pod

import data.egress.path
import data.egress.service

# METADATA
# description: One finding at the label that is wrong, else at the selector.
findings contains {
	"at": service.facts.blamed,
	"message": _message,
	"fix": _fix,
	"names": service.names,
	"related": [{"at": handle, "message": "{behind} has {has}"} | handle := service.names.has],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	service.refused(hop, "selects-no-pod")
}

_message := "{source} cannot reach {target}: {service} selects {blamed}, and the pods of {behind} have {has}" if {
	service.names.has
}

_message := "{source} cannot reach {target}: {service} selects {blamed}, and no pod of {namespace} has that" if {
	not service.names.has
}

_fix := concat(" ", [
	"write {has} instead of {blamed} in the selector of {service}:",
	"kubectl set selector service {name} {selector} -n {namespace}",
]) if {
	service.names.has
}

_fix := concat(" ", [
	"write the labels of the pods that are meant in the selector of {service}:",
	"kubectl get pods -n {namespace} --show-labels lists them, and kubectl edit service {name} -n {namespace} changes it",
]) if {
	not service.names.has
}
