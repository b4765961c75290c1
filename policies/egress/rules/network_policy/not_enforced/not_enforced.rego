# METADATA
# title: A NetworkPolicy that would deny the traffic has no effect
# description: |
#   NetworkPolicies select the pod and allow no such traffic, but nothing enforces them where the pod runs, so
#   the traffic passes.
#
#   Flannel enforces no NetworkPolicy. Terway enforces them on shared ENIs, unless that is switched off, as the
#   console does by default, and not on exclusive ENIs. Poseidon enforces them on pods of ACS that ask for it, and on
#   elastic container instances; TrafficPolicies need a mode of their own. Have it enforced, or deny the traffic by
#   a security group: whoever relies on the policy is less protected than it looks.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-network-policies
#     description: Use network policies in ACK clusters
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/terway-configuration-parameters
#     description: Terway configuration parameters
#   - ref: https://www.alibabacloud.com/help/en/cs/user-guide/pod-annotation-function-description
#     description: Annotations of ACS pods
#   - ref: https://www.alibabacloud.com/help/en/ack/product-overview/poseidon
#     description: Poseidon
# custom:
#   severity: warning
#   code: NP-002
#   about: cluster
#   rows: [R029, R088]
package egress.rules.network_policy.not_enforced

import data.egress.gate.network_policy
import data.egress.path

# METADATA
# description: One finding for each policy kind of an end that only looks isolated, at the first policy that selects it.
findings contains {
	"at": inert.policy,
	"message": sprintf("{policy} denies nothing%s: %s", [_whose(inert), network_policy.because[inert.state]]),
	"fix": _fixes[inert.state],
	"names": object.union({"policy": inert.policy}, _pod(inert)),
	"related": [{"at": place.at, "message": place.message} |
		some place in _written[inert.state]
		place.at != ""
	],
} if {
	some hop in path.hops
	hop.gate == "network-policy"
	some inert in network_policy.ineffective
}

# What is so wherever the pods are is told of the policy alone, once.
_anywhere := {"flannel", "disabled", "poseidon-before-global", "poseidon-before-traffic", "terway-before-global"}

_whose(inert) := "" if inert.state in _anywhere

_whose(inert) := " that {pod} sends" if {
	not inert.state in _anywhere
	inert.end == "egress"
}

_whose(inert) := " that is sent to {pod}" if {
	not inert.state in _anywhere
	inert.end == "ingress"
}

_pod(inert) := {} if inert.state in _anywhere

_pod(inert) := {"pod": {"egress": "source", "ingress": "target"}[inert.end]} if not inert.state in _anywhere

_fixes := {
	"flannel": "run the workload in a cluster with Terway, or deny the traffic by a security group",
	"exclusive-eni": "run the pod on a node of shared ENIs, or deny the traffic by the security group of its ENI",
	"disabled": "set disable_network_policy to \"false\" in ConfigMap kube-system/eni-config and restart Terway",
	"no-agent": concat(" ", [
		"annotate the pod template with",
		"alibabacloud.com/enable-network-policy-agent: \"true\" and install Poseidon",
	]),
	"no-poseidon": "install Poseidon, or deny the traffic by a security group",
	"traffic-mode": concat(" ", [
		"write the rules as a TrafficPolicy, or annotate the pod template with",
		"network.alibabacloud.com/network-policy-mode: network-policy",
	]),
	"policy-mode": concat(" ", [
		"write the rules as a NetworkPolicy, or annotate the pod template with",
		"network.alibabacloud.com/network-policy-mode: traffic-policy",
	]),
	"not-ecs": "write the rules as NetworkPolicies for these pods, or deny the traffic by a security group",
	"not-acs": "write the rules as NetworkPolicies for these pods, or deny the traffic by a security group",
	"poseidon-before-global": "upgrade Poseidon to 0.5.1 or later and enable ACK NetworkPolicy in it",
	"poseidon-before-traffic": "upgrade Poseidon to 0.7.0 or later and enable TrafficPolicy in it",
	"terway-before-global": "upgrade Terway to 1.9.4 or later",
}

_written := {
	"flannel": [{"at": input.cluster.at.plugin, "message": "the cluster uses Flannel"}],
	"disabled": [{"at": input.cluster.at.network_policy, "message": "NetworkPolicies are switched off here"}],
	"poseidon-before-global": _poseidon,
	"poseidon-before-traffic": _poseidon,
}

_poseidon := [{"at": input.cluster.at.poseidon, "message": "the installed Poseidon"}]
