# METADATA
# title: A NetworkPolicy that would deny the traffic has no effect
# description: |
#   NetworkPolicies select the pod and allow no such traffic, but nothing enforces them where the pod runs, so
#   the traffic passes.
#
#   Flannel enforces no NetworkPolicy. Terway enforces them on shared ENIs, unless that is switched off, as the
#   console does by default, and not on exclusive ENIs. ACS enforces them on pods that ask for it. Have it
#   enforced, or deny the traffic by a security group: whoever relies on the policy is less protected than it looks.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-network-policies
#     description: Use network policies in ACK clusters
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/terway-configuration-parameters
#     description: Terway configuration parameters
#   - ref: https://www.alibabacloud.com/help/en/cs/user-guide/pod-annotation-function-description
#     description: Annotations of ACS pods
# custom:
#   severity: warning
#   code: NP-002
#   rows: [R088]
package egress.rules.network_policy.not_enforced

import data.egress.gate.network_policy
import data.egress.gate.security_group
import data.egress.path

# METADATA
# description: One finding for each end that only looks isolated, at the first policy that selects it.
findings contains {
	"at": input.policy[end].policies[0],
	"message": sprintf("{policy} denies %s from {source} to {target}, but %s", [
		security_group.service,
		network_policy.because[_reason[end]],
	]),
	"fix": _fixes[_reason[end]],
	"names": {"policy": input.policy[end].policies[0], "source": "source", "target": "target"},
	"related": [{"at": place.at, "message": place.message} |
		some place in _written[_reason[end]]
		place.at != ""
	],
} if {
	some hop in path.hops
	hop.gate == "network-policy"
	some end in network_policy.ineffective
}

_reason := network_policy.enforcement

_fixes := {
	"flannel": "run the workload in a cluster with Terway, or deny the traffic by a security group",
	"exclusive-eni": "run the pod on a node of shared ENIs, or deny the traffic by the security group of its ENI",
	"disabled": "set disable_network_policy to \"false\" in ConfigMap kube-system/eni-config and restart Terway",
	"no-agent": concat(" ", [
		"annotate the pod template with",
		"alibabacloud.com/enable-network-policy-agent: \"true\" and install Poseidon",
	]),
}

_written := {
	"flannel": [{"at": input.cluster.at.plugin, "message": "the cluster uses Flannel"}],
	"disabled": [{"at": input.cluster.at.network_policy, "message": "NetworkPolicies are switched off here"}],
}
