# METADATA
# title: The workload behind the Service is scaled to zero
# description: |
#   The packet goes to a Service, and all that it selects is a workload that runs no pod: its replicas are 0. The Service
#   has no endpoint, and connections to it are refused at once.
#
#   Scale the workload up, or take out of the configuration of its clients what they cannot reach.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#scaling-a-deployment
#     description: Scaling
#   - ref: https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-have-any-endpoints
#     description: Debug Services
# custom:
#   severity: error
#   code: LB-003
#   rows: [R062, R070]
package egress.rules.load_balancer.scaled_to_zero

import data.egress.path
import data.egress.service

# METADATA
# description: One finding at the replicas.
findings contains {
	"at": service.facts.blamed,
	"message": "{source} cannot reach {target}: {behind} behind {service} is scaled to no pod",
	"fix": "write replicas: 1 or more in {behind}: kubectl scale {called} -n {namespace} --replicas 1",
	"names": service.names,
	"related": [{"at": service.facts.selector, "message": "{service} selects it"}],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	service.refused(hop, "scaled-to-zero")
}
