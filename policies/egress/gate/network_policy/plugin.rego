package egress.gate.network_policy

_cluster := "flannel" if input.cluster.plugin == "flannel"

_cluster := "exclusive-eni" if {
	input.cluster.plugin != "flannel"
	input.cluster.mode == "exclusive-eni"
}

_cluster := _switch[input.cluster.network_policy] if {
	input.cluster.plugin == "terway"
	input.cluster.mode != "exclusive-eni"
}

_cluster := _switched_off[input.cluster.network_policy] if {
	input.cluster.plugin == "unknown"
	input.cluster.mode != "exclusive-eni"
}

_switch := {"enabled": "enforced", "disabled": "disabled", "unknown": "switch-unknown"}

# Neither plugin enforces what is switched off; only Terway obeys the switch when it is on.
_switched_off := {"enabled": "plugin-unknown", "disabled": "disabled", "unknown": "plugin-unknown"}

# METADATA
# description: |
#   What enforces policies on each end where somebody does: felix behind the veth data path, cilium behind the others and
#   where the configuration asks for eBPF, poseidon on ACS and elastic container instances, or unknown. Clusters made with
#   Terway 1.9.0 or later use eBPF whatever the data path.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-network-policies
#     description: Use network policies in ACK clusters, on the implementations
engine := {end: _engine(of) | some end, of in _ends}

_engine(of) := "poseidon" if _acs(of)

_engine(of) := "poseidon" if {
	not _acs(of)
	_virtual(of)
}

_engine(of) := _implementation if {
	not _acs(of)
	not _virtual(of)
}

default _implementation := "unknown"

_implementation := "cilium" if _ebpf

_implementation := "felix" if {
	not _ebpf
	_felix
}

_ebpf if input.cluster.data_path in {"ipvlan", "datapath-v2", "ipvlan-or-datapath-v2"}

_ebpf if input.cluster.policy_provider == "ebpf"

_ebpf if {
	input.cluster.data_path == "veth"
	input.cluster.policy_provider != "iptables"
	input.cluster.created_version >= [1, 9]
}

_felix if {
	input.cluster.data_path == "veth"
	input.cluster.policy_provider == "iptables"
}

_felix if {
	input.cluster.data_path == "veth"
	input.cluster.created_version != []
}

_felix if {
	input.cluster.data_path == "veth"
	input.cluster.terway_version != []
	input.cluster.terway_version < [1, 9]
}
