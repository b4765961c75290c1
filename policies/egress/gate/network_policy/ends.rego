package egress.gate.network_policy

# The two ends, as enforcement depends on them.
_ends := {
	"egress": {
		"host_network": input.source.host_network,
		"virtual": input.source.virtual_node,
		"exclusive": input.source.exclusive_eni,
		"agent": input.source.agent,
	},
	"ingress": {
		"host_network": input.policy.target_host_network,
		"virtual": input.policy.target_virtual_node,
		"exclusive": input.policy.target_exclusive_eni,
		"agent": input.policy.target_agent,
	},
}

_assumed if input.cluster.network_policy == "enforced"

_acs(of) if of.agent.acs

_acs(_) if input.cluster.product == "acs"

_virtual(of) if of.virtual

_virtual(_) if input.cluster.serverless

# Two pages call the annotation by two names; either is taken.
_agent(of) if of.agent.short

_agent(of) if of.agent.long

# METADATA
# description: |
#   Which kinds of policies the agent of a pod enforces: network-policy when nothing is written, traffic-policy,
#   enhanced-traffic-policy, or what else is written, which is none of these.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/cs/user-guide/use-trafficpolicy-to-manage-agent-network-access-1
#     description: Manage the network access of agents by TrafficPolicies
_mode(of) := "network-policy" if of.agent.mode == ""

_mode(of) := of.agent.mode if of.agent.mode != ""

_traffic_modes := {"traffic-policy", "enhanced-traffic-policy"}
