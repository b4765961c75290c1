# METADATA
# title: The pod has no DNS server
# description: |
#   The target is reached by name, and the pod has dnsPolicy None without a nameserver in its dnsConfig,
#   so that nothing resolves.
#
#   Name servers in dnsConfig, or set ClusterFirst.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
#     description: DNS for Services and Pods
# custom:
#   severity: error
#   code: DNS-006
#   rows: [R003, R028]
package egress.rules.dns.no_nameserver

import data.egress.path

# METADATA
# description: One finding at the dnsPolicy.
findings contains {
	"at": "source.dns",
	"message": "{source} has no DNS server to ask for {target}",
	"fix": "set dnsPolicy: ClusterFirst in the pod's spec, or list servers in dnsConfig.nameservers",
	"names": {"source": "source", "target": "target"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "dns"
	hop.reason == "no-nameserver"
}
