package egress.gate.dns

# METADATA
# description: |
#   The DNS servers of the pod, in the order in which it tries them: cluster (CoreDNS), vpc (the servers of the VPC, which
#   nodes have), local (NodeLocal DNSCache), or the number of a nameserver that is none of these.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-dns-resolution
#     description: dnsPolicy in ACK clusters
servers := array.concat(_base, _written)

_base := [] if input.dns.policy == "None"

_base := ["vpc"] if {
	input.dns.policy != "None"
	not _clustered
}

_base := ["cluster"] if {
	_clustered
	not _injected
}

_base := ["local", "cluster"] if _injected

_written := [object.get(_numbered, kind, kind) |
	some i, kind in input.dns.nameservers
	kind != "invalid"
	number := sprintf("%d", [i])
	_numbered := {"public": number, "private": number}
]

_clustered if input.dns.policy == "ClusterFirstWithHostNet"

_clustered if {
	input.dns.policy == "ClusterFirst"
	not _on_host
}

# ACS has no host network, so there ClusterFirst is what it says.
_on_host if {
	input.source.host_network
	input.cluster.product != "acs"
}

# The admission controller changes pods when they are made: one that exists says itself which servers it has.
# https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-nodelocal-dnscache
_injected if {
	_clustered
	input.dns.injected
	input.dns.local == "yes"
	not input.source.exists
	not input.source.virtual_node
	input.cluster.product != "acs"
}

# METADATA
# description: What a server is, as the pod's dnsConfig names it.
kind(server) := server if server in {"cluster", "vpc", "local"}

kind(server) := input.dns.nameservers[to_number(server)] if not server in {"cluster", "vpc", "local"}

# METADATA
# description: What becomes of the queries to each server.
state[server] := _clustering if {
	some server in servers
	server == "cluster"
}

state[server] := _local if {
	some server in servers
	server == "local"
}

state[server] := query(server) if {
	some server in servers
	not server in {"cluster", "local"}
}

# METADATA
# description: |
#   The servers that may answer: those that are not known to be out of reach, up to the first that certainly answers. A
#   resolver goes on to the next when one is silent.
live := [server | some i, server in servers; i <= _last; state[server].verdict != "deny"]

default _last := 1000

_last := min(_sure) if count(_sure) > 0

_sure := [i | some i, server in servers; state[server].verdict in {"allow", "partial"}]
