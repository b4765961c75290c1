# METADATA
# title: A policy of a kind that is not judged may change the answer
# description: |
#   A policy of Calico, of Cilium or of the network administrator selects the pod and may turn the answer round, and it
#   is not documented that anything on ACK enforces it.
#
#   ACK supports the NetworkPolicies of Kubernetes only. Its network plugin is built from parts of Calico and Cilium, so that
#   their policies may work, or work until the next upgrade; those of the part that is not there do nothing. Write the
#   rules as NetworkPolicies, which add up and have no order.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-network-policies
#     description: Use network policies in ACK clusters, on policies of Calico and Cilium
# custom:
#   severity: note
#   code: NP-003
#   about: cluster
#   rows: [R089]
package egress.rules.network_policy.foreign_kind

import data.egress.gate.network_policy
import data.egress.path

# METADATA
# description: The object that leaves the hop unknown.
findings contains {
	"at": policy,
	"message": sprintf("whether {policy} has an effect is not known: %s", [network_policy.unsettled]),
	"fix": "write its rules as NetworkPolicies and delete it, or test what it does",
	"names": {"policy": policy},
	"related": [],
} if {
	input.policy.foreign != []
	some hop in path.hops
	hop.gate == "network-policy"
	hop.reason == "foreign-policy"
	policy := hop.at
}

# METADATA
# description: An object that looks as if it did something, where nothing reads its kind.
findings contains {
	"at": policy.policy,
	"message": sprintf("{policy} has no effect on {pod}: nothing enforces policies of %s there", [
		{"calico": "Calico", "cilium": "Cilium"}[policy.family],
	]),
	"fix": "write its rules as NetworkPolicies and delete it",
	"names": {"policy": policy.policy, "pod": {"egress": "source", "ingress": "target"}[policy.end]},
	"related": [],
} if {
	input.policy.foreign != []
	some hop in path.hops
	hop.gate == "network-policy"
	some policy in network_policy.unread
}
