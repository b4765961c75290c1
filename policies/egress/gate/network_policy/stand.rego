package egress.gate.network_policy

# METADATA
# description: |
#   What the NetworkPolicies of each end do: open when none selects the pod, free when the packet is exempt,
#   inert when nobody enforces them, else allow, deny or doubt.
stands := {
	"egress": _stand("egress", input.policy.egress.isolated),
	"ingress": _stand("ingress", input.policy.ingress.isolated),
}

_stand(_, false) := "open"

_stand(end, true) := "free" if end in _free

_stand(end, true) := "inert" if {
	not end in _free
	enforcement[end] in idle
}

_stand(end, true) := _judged[says[end]] if {
	not end in _free
	enforcement[end] == "enforced"
}

_stand(end, true) := _supposed[says[end]] if {
	not end in _free
	not enforcement[end] in idle
	enforcement[end] != "enforced"
}

_judged := {"yes": "allow", "no": "deny", "maybe": "doubt"}

_supposed := {"yes": "allow", "no": "doubt", "maybe": "doubt"}

# A pod always reaches itself, and a node the pods that it runs.
_free := {"egress", "ingress"} if input.policy.self

_free := {"ingress"} if {
	not input.policy.self
	input.source.host_network
	input.policy.same_node
}

_free := set() if {
	not input.policy.self
	not _from_node
}

_from_node if {
	input.source.host_network
	input.policy.same_node
}

# METADATA
# description: |
#   Whether the rules of each end let the packet through: yes, no or maybe. Kubernetes leaves open whether an
#   ipBlock matches pods: Felix, behind the veth data path, takes it by the letter, and Cilium, behind the
#   others, is documented to skip pods, which no export proves. Clusters made with Terway 1.9.0 or later run
#   the eBPF implementation whatever the data path.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-network-policies
#     description: Use network policies in ACK clusters, on the implementations
says := {
	"egress": _says(input.policy.egress.allowed, input.policy.egress.by_block),
	"ingress": _says(input.policy.ingress.allowed, input.policy.ingress.by_block),
}

_says(allowed, by_block) := allowed if allowed == by_block

_says(allowed, by_block) := by_block if {
	allowed != by_block
	_felix
}

_says(allowed, by_block) := "maybe" if {
	allowed != by_block
	not _felix
}

_felix if {
	input.cluster.data_path == "veth"
	not _ebpf
	input.cluster.terway_version != []
}

_ebpf if input.cluster.terway_version >= [1, 9]

# METADATA
# description: The ends whose policies would deny the packet if they were enforced; not on the host network.
ineffective contains end if {
	some end, stand in stands
	stand == "inert"
	enforcement[end] != "host-network"
	says[end] == "no"
}
