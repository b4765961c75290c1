package egress.gate.network_policy

# METADATA
# description: |
#   What becomes of a stand where a policy of another kind may turn it round. ACK documents that it does not support the
#   policies of Calico and Cilium, and its components read them all the same, so neither answer is sure.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-network-policies
#     description: Use network policies in ACK clusters, on policies of Calico and Cilium
#   - ref: https://github.com/AliyunContainerService/terway/issues/107
#     description: The maintainers on policies of Calico
_swayed(end, _) := "foreign" if _turning[end][0]

_swayed(end, stand) := stand if not _turning[end][0]

# The foreign policies that may turn the stand of an end round.
_turning := {end: _turners(end, told.stand) | some end, told in _told}

_turners(end, stand) := [foreign |
	some foreign in input.policy.foreign
	foreign.end == end
	not end in _free
	_turns(foreign, stand)
	_heeded(end, foreign.family)
]

_turns(foreign, "deny") if foreign.allows

_turns(foreign, stand) if {
	stand in _overruled[foreign.denies]
}

_overruled := {
	"always": {"allow", "open", "inert"},
	"unless-allowed": {"open", "inert"},
	"unless-isolated": {"open", "inert"},
}

# Whether something at the end may read the family.
_heeded(end, family) if {
	family in {"calico", "cilium"}
	not enforcement[end] in idle
	engine[end] in {_reader[family], "unknown"}
}

_heeded(end, family) if {
	family in {"calico", "cilium"}
	input.cluster.third_party == family
	not _ends[end].host_network
}

_heeded(end, family) if {
	not family in {"calico", "cilium", "traffic"}
	not enforcement[end] in idle
}

_heeded(end, "traffic") if {
	_acs(_ends[end])
	_agent(_ends[end])
	_mode(_ends[end]) != "network-policy"
}

_reader := {"calico": "felix", "cilium": "cilium"}

# Why it is not known what a policy does.
_unsettled(foreign) := "it has parts that are not read here" if foreign.unread

_unsettled(foreign) := {
	"calico": "ACK does not support policies of Calico",
	"cilium": "ACK does not support policies of Cilium",
	"admin": "nothing on ACK is documented to enforce such policies",
	"baseline": "nothing on ACK is documented to enforce such policies",
}[foreign.family] if {
	not foreign.unread
}
