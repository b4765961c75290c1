# METADATA
# title: The DNS servers of the pod do not know the names of the cluster
# description: |
#   The name is a Service's, and the pod asks servers that know none of them: its dnsPolicy is Default or
#   None, or it is on the host network with ClusterFirst, which means Default there.
#
#   Set ClusterFirst, and ClusterFirstWithHostNet for a pod on the host network.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-dns-resolution
#     description: dnsPolicy in ACK clusters
#   - ref: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
#     description: DNS for Services and Pods
# custom:
#   severity: error
#   code: DNS-003
#   rows: [R003, R028, R040]
package egress.rules.dns.resolver_ignores_cluster_names

import data.egress.path

# METADATA
# description: One finding at the dnsPolicy.
findings contains {
	"at": "source.dns",
	"message": "{source} does not ask the cluster's DNS, which alone knows {target}",
	"fix": sprintf("set dnsPolicy: %s in the pod's spec, and leave its dnsConfig without nameservers", [_policy]),
	"names": {"source": "source", "target": "target"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "dns"
	hop.reason == "ignores-cluster-names"
}

default _policy := "ClusterFirst"

_policy := "ClusterFirstWithHostNet" if input.source.host_network
