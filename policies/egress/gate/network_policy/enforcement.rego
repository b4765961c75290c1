package egress.gate.network_policy

# METADATA
# description: |
#   Who enforces NetworkPolicies on each end, where that end runs: enforced, or the reason why nobody does, or
#   the reason why that is not known.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-network-policies
#     description: Use network policies in ACK clusters
#   - ref: https://www.alibabacloud.com/help/en/cs/user-guide/pod-annotation-function-description
#     description: Annotations of ACS pods
enforcement := {"egress": "enforced", "ingress": "enforced"} if input.cluster.network_policy == "enforced"

enforcement := {
	"egress": _enforcement(
		input.source.host_network,
		input.source.virtual_node,
		input.source.exclusive_eni,
		input.source.enforce_agent,
	),
	"ingress": _enforcement(
		input.policy.target_host_network,
		input.policy.target_virtual_node,
		input.policy.target_exclusive_eni,
		input.policy.target_enforce_agent,
	),
} if {
	input.cluster.network_policy != "enforced"
}

# METADATA
# description: The reasons why nobody enforces.
idle := {"host-network", "no-agent", "flannel", "exclusive-eni", "disabled"}

_enforcement(true, _, _, _) := "host-network"

_enforcement(false, _, _, agent) := {true: "enforced", false: "no-agent"}[agent] if input.cluster.product == "acs"

_enforcement(false, true, _, _) := "virtual-node" if input.cluster.product != "acs"

_enforcement(false, false, true, _) := _exclusive if input.cluster.product != "acs"

_enforcement(false, false, false, _) := _cluster if input.cluster.product != "acs"

default _exclusive := "exclusive-eni"

_exclusive := "flannel" if input.cluster.plugin == "flannel"

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
