# METADATA
# title: No pod behind the Service is ready
# description: |
#   The packet goes to a Service that selects pods, and none of them was ready when the bundle was exported. A Service
#   leads to ready pods only, so it has no endpoint, and connections to it are refused at once.
#
#   Find out what keeps the pods from getting ready: an image that is not pulled, a container that fails, a readiness
#   probe that does not pass.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions
#     description: Conditions of pods
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/pod-troubleshooting
#     description: Troubleshoot pods
# custom:
#   severity: error
#   code: LB-003
#   rows: [R062, R070]
package egress.rules.load_balancer.no_ready_pod

import data.egress.path
import data.egress.service

# METADATA
# description: One finding at the first of the pods.
findings contains {
	"at": service.facts.blamed,
	"message": "{source} cannot reach {target}: no pod behind {service} is ready",
	"fix": concat(" ", [
		"find out what keeps the pods of {service} from getting ready:",
		"kubectl describe pods -n {namespace} -l {selector}",
	]),
	"names": service.names,
	"related": [{"at": service.facts.selector, "message": "{service} selects it"}],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	service.refused(hop, "no-ready-pod")
}
