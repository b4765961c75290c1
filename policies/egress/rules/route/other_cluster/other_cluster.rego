# METADATA
# title: The destination is a Service address of another cluster
# description: |
#   The destination is in the range of another cluster's Services, and no route of the VPC leads there.
#
#   The address of a Service exists inside its own cluster alone, where kube-proxy replaces it on every node; no route can
#   help. Give the Service a load balancer and use the address of that, as clients outside of its cluster do.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/
#     description: Services, on publishing them
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-an-existing-slb-instance-to-expose-an-application
#     description: Expose an application by a load balancer
# custom:
#   severity: error
#   code: SVC-002
#   rows: [R071]
package egress.rules.route.other_cluster

import data.egress.gate.route
import data.egress.path

# METADATA
# description: One finding at the range of the other cluster.
findings contains {
	"at": input.target.other_cluster,
	"message": "{target} is in {range}, the Service CIDR block of cluster {cluster}, which exists inside that cluster only",
	"fix": concat(" ", [
		"set type: LoadBalancer, with the annotation",
		"service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type: intranet, on the Service in cluster {cluster}",
		"(kubectl edit service $SERVICE -n $NAMESPACE), and use the address of its load balancer",
	]),
	"names": {
		"target": "target",
		"range": input.target.other_cluster,
		"cluster": input.target.other_cluster_id,
	},
	"related": [],
} if {
	route.of_other_cluster
	some hop in path.hops
	hop.gate == "route"
	hop.verdict == "deny"
	hop.reason in {"no-route", "other-vpc", "private-via-internet-nat"}
}
