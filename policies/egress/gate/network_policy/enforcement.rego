package egress.gate.network_policy

# METADATA
# description: |
#   Who enforces NetworkPolicies on each end, where that end runs: enforced, or the reason why nobody does, or
#   the reason why that is not known.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-network-policies
#     description: Use network policies in ACK clusters
#   - ref: https://www.alibabacloud.com/help/en/ack/serverless-kubernetes/user-guide/using-the-network-policy-networkpolicy
#     description: Use network policies on elastic container instances
#   - ref: https://www.alibabacloud.com/help/en/cs/user-guide/pod-annotation-function-description
#     description: Annotations of ACS pods
enforcement := {"egress": "enforced", "ingress": "enforced"} if _assumed

enforcement := {end: _enforcement(of) | some end, of in _ends} if not _assumed

# METADATA
# description: The reasons why nobody enforces.
idle := {
	"host-network", "no-agent", "flannel", "exclusive-eni", "disabled", "no-poseidon", "traffic-mode",
	"policy-mode", "not-ecs", "not-acs", "poseidon-before-global", "poseidon-before-traffic", "terway-before-global",
}

_enforcement(of) := "host-network" if of.host_network

_enforcement(of) := _by_agent(of) if {
	not of.host_network
	_acs(of)
}

_enforcement(of) := _on_instances if {
	not of.host_network
	not _acs(of)
	_virtual(of)
}

_enforcement(of) := _alone(_exclusive) if {
	not of.host_network
	not _acs(of)
	not _virtual(of)
	of.exclusive
}

_enforcement(of) := _alone(_cluster) if {
	not of.host_network
	not _acs(of)
	not _virtual(of)
	not of.exclusive
}

_by_agent(of) := "no-agent" if not _agent(of)

_by_agent(of) := {"yes": _poseidon_stack, "no": "no-poseidon", "unknown": "poseidon-unknown"}[input.cluster.poseidon] if {
	_agent(of)
	_mode(of) == "network-policy"
}

_by_agent(of) := "traffic-mode" if {
	_agent(of)
	_mode(of) in _traffic_modes
}

_by_agent(of) := "mode-unknown" if {
	_agent(of)
	not _mode(of) in (_traffic_modes | {"network-policy"})
}

# Poseidon knows no IPv6.
_poseidon_stack := {"ipv4": "enforced", "ipv6": "ipv6"}[input.flow.family]

_on_instances := {"yes": "instance-option", "no": "no-poseidon", "unknown": "poseidon-unknown"}[input.cluster.poseidon]

# A network plugin of the user's own may enforce what that of the cluster does not.
_alone(state) := "third-party" if {
	state in {"flannel", "exclusive-eni", "disabled"}
	input.cluster.third_party != ""
} else := state

default _exclusive := "exclusive-eni"

_exclusive := "flannel" if input.cluster.plugin == "flannel"
