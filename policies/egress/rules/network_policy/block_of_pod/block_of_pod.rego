# METADATA
# title: A NetworkPolicy means a pod by its address where blocks do not match pods
# description: |
#   An ipBlock of a rule is the address of a pod of the cluster, and policies are enforced by eBPF there.
#
#   By eBPF, pods are matched by what they are and not by their addresses, so that an ipBlock is for what is outside the
#   cluster; and the address is another one when the pod is made anew. Select the pod by its labels.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#     description: Network policies of Kubernetes, on ipBlock
#   - ref: https://docs.cilium.io/en/stable/security/policy/language/
#     description: Policies of Cilium, on CIDR rules
# custom:
#   severity: warning
#   code: NP-008
#   about: object
#   rows: []
package egress.rules.network_policy.block_of_pod

import data.egress.gate.network_policy

# METADATA
# description: One finding at the block.
lints contains {
	"at": address.at,
	"message": "{rule} means {pod} by its address {block}, and eBPF policies are documented not to match pods by ipBlocks",
	"fix": "select {pod} by its labels, with a podSelector instead of the ipBlock: kubectl edit networkpolicy {named}",
	"names": {"rule": address.of, "pod": address.pod, "block": address.at, "named": address.named},
	"related": [{"at": address.pod, "message": "{pod} has the address"}],
} if {
	address := input.object.policy_address
	network_policy.on_nodes == "enforced"
	network_policy.nodes_engine == "cilium"
}
