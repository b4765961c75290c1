# METADATA
# title: The cluster has no IPv6
# description: |
#   The packet goes to an IPv6 address, and the cluster gives its pods IPv4 addresses only.
#
#   The IP stack is chosen when the cluster is created, and Flannel has IPv4 only. Reach the destination over IPv4,
#   or run the pod in a dual-stack cluster with Terway.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-a-pod-to-access-an-external-network
#     description: Pods that access external networks
# custom:
#   severity: error
#   code: V6-001
#   rows: [R008, R045, R098]
package egress.rules.ipv6_gateway.single_stack

import data.egress.path

# METADATA
# description: One finding at the source.
findings contains {
	"at": "source",
	"message": sprintf("{source} has no IPv6 address to reach {target} with: its cluster %s", [_clusters[hop.reason]]),
	"fix": "use IPv4, or run {source} in a dual-stack cluster",
	"names": {"source": "source", "target": "target"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "ipv6-gateway"
	hop.reason in object.keys(_clusters)
}

_clusters := {"single-stack": "has a single stack", "flannel": "runs Flannel, which has no IPv6"}
