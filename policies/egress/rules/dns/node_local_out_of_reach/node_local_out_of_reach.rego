# METADATA
# title: NodeLocal DNSCache does not answer the pod
# description: |
#   The pod's only DNS server is 169.254.20.10, where NodeLocal DNSCache answers on each node, and it
#   does not answer this pod: the cluster has no DaemonSet node-local-dns, or Terway does not let the
#   address through.
#
#   Install the add-on, list the address of kube-dns as the second nameserver, and keep
#   169.254.20.10/32 in host_stack_cidrs of Terway.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-nodelocal-dnscache
#     description: NodeLocal DNSCache
# custom:
#   severity: error
#   code: DNS-010
#   rows: [R003]
package egress.rules.dns.node_local_out_of_reach

import data.egress.path

# METADATA
# description: One finding at the pod's settings.
findings contains {
	"at": "source.dns",
	"message": sprintf("{source} asks NodeLocal DNSCache alone, and %s", [_why[hop.reason]]),
	"fix": _fix[hop.reason],
	"names": {"source": "source"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "dns"
	hop.reason in {"local-missing", "local-bypassed"}
}

_why := {
	"local-missing": "the cluster has no DaemonSet node-local-dns",
	"local-bypassed": "host_stack_cidrs of Terway leaves out its address",
}

_fix := {
	"local-missing": "install the add-on node-local-dns, or set dnsPolicy: ClusterFirst and leave dnsConfig without nameservers",
	"local-bypassed": "add 169.254.20.10/32 to host_stack_cidrs in ConfigMap eni-config of kube-system, and restart Terway",
}
