# METADATA
# title: No pod answers behind the DNS Service of the cluster
# description: |
#   The target is reached by name, and nothing answers behind the Service kube-dns: its Deployment is
#   scaled to no pod, or none of its endpoints or pods is ready.
#
#   Every name fails then, those of the internet too. Scale CoreDNS to two pods or more, and find out
#   why those that there are do not get ready.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/support/dns-troubleshooting
#     description: Troubleshoot DNS
#   - ref: https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/
#     description: Debugging DNS resolution
# custom:
#   severity: error
#   code: DNS-001
#   rows: [R002, R003, R040]
package egress.rules.dns.cluster_dns_down

import data.egress.path

# METADATA
# description: One finding at what shows that nothing answers.
findings contains {
	"at": hop.at,
	"message": "{source} cannot resolve {target}: no pod of CoreDNS answers",
	"fix": concat(" ", [
		"run CoreDNS with at least two ready pods: kubectl scale deployment coredns -n kube-system --replicas 2;",
		"where it has them, kubectl describe pods -n kube-system -l k8s-app=kube-dns tells what keeps them from getting ready",
	]),
	"names": {"source": "source", "target": "target"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "dns"
	hop.reason == "cluster-dns-down"
}
