package egress.gate.dns

# NodeLocal DNSCache answers on an address of every node that runs it. NetworkPolicies in eBPF let it pass, and it is not
# documented what iptables do.
# https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-nodelocal-dnscache
_local := {
	"verdict": "deny",
	"reason": "local-missing",
	"note": "no DaemonSet node-local-dns answers on the pod's own node",
	"names": {},
	"at": "source.dns",
} if {
	input.dns.local == "no"
}

_local := {
	"verdict": "unknown",
	"reason": "local-unknown",
	"note": "nothing tells whether a DaemonSet node-local-dns answers on the pod's own node",
	"names": {},
	"at": "source.dns",
	"missing": [{"export": "kubectl get daemonsets", "of": ""}],
} if {
	input.dns.local == "unknown"
}

_local := {
	"verdict": "deny",
	"reason": "local-bypassed",
	"note": "host_stack_cidrs of Terway leaves out 169.254.20.10/32, so the pod does not reach it on its node",
	"names": {},
	"at": "source.dns",
} if {
	input.dns.local == "yes"
	_bypassed
}

_local := _local_query if {
	input.dns.local == "yes"
	not _bypassed
}

_bypassed if {
	input.cluster.host_stack == "no"
	input.cluster.data_path in {"ipvlan", "datapath-v2", "ipvlan-or-datapath-v2"}
}

_local_query := query("local") if query("local").verdict == "allow"

_local_query := object.union(query("local"), {"verdict": "unknown"}) if {
	query("local").verdict != "allow"
	input.cluster.data_path in {"veth", "unknown"}
}

_local_query := {
	"verdict": "allow",
	"reason": "query-answered",
	"note": "the pod asks NodeLocal DNSCache on its node",
	"names": {},
	"at": "source.dns",
} if {
	query("local").verdict != "allow"
	not input.cluster.data_path in {"veth", "unknown"}
}
