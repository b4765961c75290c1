package egress.gate.network_policy

import data.egress.exit

# METADATA
# description: Whether the NetworkPolicies of each end let the packet through, yes, no or maybe.
says := {
	"egress": _reading("egress", input.policy.egress).is,
	"ingress": _reading("ingress", input.policy.ingress).is,
}

# What a side says in the reading of what enforces it, and why that is a maybe:
#
# Kubernetes leaves open whether an ipBlock matches pods and nodes: Felix takes it by the letter, and Cilium is documented to
# skip them, which no export proves. Its exceptions are documented to work badly there. Poseidon knows no endPort.
_reading(end, side) := {"is": "maybe", "why": "block"} if {
	side.allowed != side.by_block
	engine[end] != "felix"
} else := {"is": "maybe", "why": "range"} if {
	side.by_block == "yes"
	side.unranged != "yes"
	engine[end] == "poseidon"
} else := {"is": "maybe", "why": "except"} if {
	side.by_block == "no"
	side.unexcepted != "no"
	_perhaps_ebpf(end)
} else := {"is": "maybe", "why": "node"} if {
	side.by_block == "yes"
	not side.everything
	_perhaps_node(end)
	_perhaps_ebpf(end)
} else := {"is": "maybe", "why": "translation"} if {
	side.isolated
	side.by_block in {"yes", "no"}
	not side.everything
	end == "egress"
	engine[end] == "cilium"
	_mistranslates
} else := {"is": side.by_block, "why": "rule"}

_perhaps_ebpf(end) if engine[end] == "cilium"

_perhaps_ebpf(end) if {
	engine[end] == "unknown"
	not _assumed
}

# Without the Nodes, any private address may be one's.
_perhaps_node("egress") if {
	not input.policy.nodes_known
	input.target.kind == "ip"
	not input.target.pod
	some range in {"rfc1918", "vpc"}
	range in input.target.ranges
}

_perhaps_node("ingress") if {
	not input.policy.nodes_known
	exit.outside
}

# METADATA
# description: Versions of Terway whose eBPF policies mishandle what a Service's address is translated to.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/product-overview/terway
#     description: Release notes of Terway, 1.9.8, 1.9.9, 1.11.2 and 1.11.4
_mistranslates if {
	some range in _mistranslating[_translated]
	range[0] <= input.cluster.terway_version
	input.cluster.terway_version < range[1]
}

# The end of a Service may be something else than a pod, which has a kind of its own.
_translated := input.target.kind if not input.target.balanced

_translated := "svc" if input.target.balanced

_mistranslating := {
	"svc": [[[1, 9], [1, 9, 9]], [[1, 10], [1, 11, 4]]],
	"lb": [[[1, 9], [1, 9, 8]], [[1, 10], [1, 11, 2]]],
}
