package egress.gate.network_policy

# METADATA
# description: |
#   Who enforces GlobalNetworkPolicies of ACK on the ends that they isolate, as enforcement does for NetworkPolicies.
#   No export tells whether Poseidon was installed with its option for them.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/using-ack-globalnetworkpolicy
#     description: Use ACK GlobalNetworkPolicy
global_enforcement := {end: _global_state(end, _ends[end]) | some end, _ in _global}

_global := {g.end: g.side | some g in input.policy.global}

_global_state(_, _) := "enforced" if _assumed

# By default they are for nodes too.
_global_state(_, of) := "node-scope" if {
	not _assumed
	of.host_network
}

_global_state(_, of) := "not-ecs" if {
	not _assumed
	not of.host_network
	_nodeless(of)
}

_global_state(end, of) := enforcement[end] if {
	not _assumed
	not of.host_network
	not _nodeless(of)
	enforcement[end] in (idle | {"third-party"})
}

_global_state(end, of) := _global_component if {
	not _assumed
	not of.host_network
	not _nodeless(of)
	not enforcement[end] in (idle | {"third-party"})
}

# A pod that runs on no node of the cluster.
_nodeless(of) if _acs(of)

_nodeless(of) if _virtual(of)

_global_component := "no-poseidon" if input.cluster.poseidon == "no"

_global_component := "poseidon-unknown" if input.cluster.poseidon == "unknown"

_global_component := _global_version if input.cluster.poseidon == "yes"

_global_version := "poseidon-before-global" if {
	input.cluster.poseidon_version != []
	input.cluster.poseidon_version < [0, 5, 1]
} else := "terway-before-global" if {
	input.cluster.terway_version != []
	input.cluster.terway_version < [1, 9, 4]
} else := "global-option"

# The policies of both kinds add up.
_both[end] := _union(input.policy[end], side) if some end, side in _global

_union(a, b) := a if not b.isolated

_union(a, b) := b if {
	b.isolated
	not a.isolated
}

_union(a, b) := object.union(_better(a, b), {
	"policies": array.concat(a.policies, b.policies),
	"allowed": _most(a.allowed, b.allowed),
	"by_block": _most(a.by_block, b.by_block),
	"unranged": _most(a.unranged, b.unranged),
	"unexcepted": _most(a.unexcepted, b.unexcepted),
}) if {
	a.isolated
	b.isolated
}

_better(a, b) := a if _rank[a.by_block] >= _rank[b.by_block]

_better(a, b) := b if _rank[a.by_block] < _rank[b.by_block]

_rank := {"no": 0, "maybe": 1, "yes": 2}

_most(a, b) := a if _rank[a] >= _rank[b]

_most(a, b) := b if _rank[a] < _rank[b]
