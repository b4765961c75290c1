# METADATA
# title: A manifest writes the address of a pod
# description: |
#   An environment variable, an argument or a ConfigMap has the address of a pod as its destination.
#
#   The address is given to the pod when it starts and goes to another pod later: controllers delete and make pods as they
#   like. It is one of several replicas too. Write the name of a Service, which keeps its address and leads to the pods
#   that are there.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/
#     description: Services
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/service-quick-start
#     description: Get started with Services in ACK
# custom:
#   severity: warning
#   code: SVC-001
#   rows: [R066, R067, R068]
package egress.rules.identity.literal_pod_address

# METADATA
# description: One finding at the value, the pod or its range beside it.
findings contains {
	"at": "",
	"message": concat(" ", ["{address}", _whose[input.target.literal.is]]),
	"fix": _fix,
	"names": object.union(
		{"address": input.target.literal.address, "of": input.target.literal.of},
		{"service": input.target.literal.service | input.target.literal.service != ""},
	),
	"related": [{"at": input.target.literal.of, "message": _places[input.target.literal.is]}],
} if {
	input.target.literal.is in object.keys(_whose)
}

_whose := {
	"pod": "is the address of {of}, which loses it on a restart",
	"container-network": "is of {of}, the range of the pods, and no pod keeps its address on a restart",
	"pod-eni": "is for the pods of a node, on {of}, and no pod keeps its address on a restart",
	"pod-vswitch": "is for pods, in {of}, and no pod keeps its address on a restart",
}

_places := {
	"pod": "{of} has the address for now",
	"container-network": "only pods have addresses of this range",
	"pod-eni": "this ENI has its addresses for the pods of a node",
	"pod-vswitch": "only pods have addresses of this vSwitch",
}

default _fix := "write the name of a Service that selects the pods, NAME.NAMESPACE.svc, in place of {address}"

_fix := sprintf("write {service} in place of {address}:%d: that Service selects the pod", [input.flow.port]) if {
	input.target.literal.service != ""
}
