# METADATA
# title: The source ranges of the Service do not let the pod in
# description: |
#   The packet goes to the address of a load balancer that a Service of the same cluster has, and the node takes it straight
#   to a backend; but loadBalancerSourceRanges of the Service does not name the address of the pod.
#
#   kube-proxy drops what comes to that address from anywhere else, also from pods of the cluster. Add the range of the
#   pods, or use the name of the Service, which is open to them.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
#     description: loadBalancerSourceRanges
# custom:
#   severity: error
#   code: LB-001
#   rows: []
package egress.rules.load_balancer.source_range_refuses

import data.egress.inside
import data.egress.path

# METADATA
# description: One finding at the list.
findings contains {
	"at": inside.facts.ranges.at,
	"message": "{ranges} does not name {address} of {source}, so nodes do not let it in",
	"fix": concat("", [
		"add {range} to it: kubectl patch service {name} -n {namespace} --type json ",
		"-p '[{\"op\":\"add\",\"path\":\"/spec/loadBalancerSourceRanges/-\",\"value\":\"{range}\"}]', ",
		"or use the name {name}.{namespace} in place of the address",
	]),
	"names": {
		"ranges": inside.facts.ranges.at, "source": "source", "address": _address,
		"range": _exit.range, "name": inside.facts.name, "namespace": inside.facts.namespace,
	},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	inside.facts.way == "node"
	inside.why == "out-of-range"
}

# The list is compared before any translation.
_address := "node.address" if input.source.host_network

_address := "pod.address" if not input.source.host_network

_exit := input.node if input.source.host_network

_exit := input.pod if not input.source.host_network
