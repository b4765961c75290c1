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
# description: What only looks isolated, at what makes it so where that is the whole cluster, else at the first policy.
findings contains _telling(inert) if {
	some hop in path.hops
	hop.gate == "network-policy"
	some inert in network_policy.ineffective
}

# METADATA
# description: The policies of a cluster none of whose pods has any that is enforced, once, as a packet would tell it.
lints contains object.union(_clusterwide(network_policy.on_nodes), {"names": names, "related": related}) if {
	input.object.policies
	network_policy.culprit[network_policy.on_nodes] != ""
	not _elsewhere
	names := {sprintf("policy%d", [i]): policy | some i, policy in input.object.policies.denying}
	related := [{"at": policy, "message": sprintf("{policy%d} %s no effect", [i, _verb(i)])} |
		some i, policy in input.object.policies.denying
	]
}

_verb(i) := "have" if {
	input.object.policies.more
	i == count(input.object.policies.denying) - 1
} else := "has"

# Poseidon may enforce them on elastic container instances and ACS.
_elsewhere if {
	input.object.policies.instances
	input.cluster.poseidon != "no"
}

_telling(inert) := object.union(_clusterwide(inert.state), {
	"names": {sprintf("policy%d", [i]): policy | some i, policy in _alike(inert.state)},
	"related": [{"at": policy, "message": sprintf("{policy%d} has no effect", [i])} | some i, policy in _alike(inert.state)],
}) if {
	network_policy.culprit[inert.state] != ""
}

_alike(state) := [inert.policy | some inert in network_policy.ineffective; inert.state == state]

_telling(inert) := {
	"at": inert.policy,
	"message": sprintf("{policy} denies nothing%s: %s", [_whose(inert), network_policy.because[inert.state]]),
	"fix": network_policy.remedies[inert.state],
	"names": object.union({"policy": inert.policy}, _pod(inert)),
	"related": _installed(inert),
} if {
	object.get(network_policy.culprit, inert.state, "") == ""
}

_clusterwide(state) := {
	"at": network_policy.culprit[state],
	"message": sprintf("the NetworkPolicies of the cluster deny nothing: %s", [network_policy.because[state]]),
	"fix": network_policy.remedies[state],
}

# What is so wherever the pods are is told of the policy alone, once.
_anywhere := _ahead | {"flannel", "disabled", "terway-before-global"}

_ahead := {"poseidon-before-global", "poseidon-before-traffic"}

_installed(inert) := [{"at": input.cluster.at.poseidon, "message": "the installed Poseidon"} | inert.state in _ahead]

_whose(inert) := {"egress": " that {pod} sends", "ingress": " that is sent to {pod}"}[inert.end] if {
	not inert.state in _anywhere
} else := ""

_pod(inert) := {"pod": {"egress": "source", "ingress": "target"}[inert.end] | not inert.state in _anywhere}
