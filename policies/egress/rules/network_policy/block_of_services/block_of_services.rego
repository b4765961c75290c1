# METADATA
# title: An egress rule is for addresses of Services, which policies never see
# description: |
#   All peers of an egress rule are ipBlocks within the range of Services.
#
#   The address of a Service is translated to that of a pod before policies see the packet, so that the rule allows nothing.
#   Select the pods behind the Service instead, by their labels.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#     description: Network policies of Kubernetes, on ipBlock
#   - ref: https://www.alibabacloud.com/help/en/ack/product-overview/terway
#     description: Release notes of Terway, 1.9.9 and 1.11.4
# custom:
#   severity: warning
#   code: NP-007
#   about: object
#   rows: []
package egress.rules.network_policy.block_of_services

import data.egress.gate.network_policy

# METADATA
# description: One finding at the first block, where Terway enforces policies after translation.
lints contains {
	"at": rule.at,
	"message": "{rule} allows nothing: {block} is in the range of Services, {services}, and policies see the pods behind them",
	"fix": sprintf("%s instead of the ipBlock: kubectl edit networkpolicy {named}", [_pods[rule.dns]]),
	"names": {"rule": rule.of, "block": rule.at, "services": rule.services, "named": rule.named},
	"related": [],
} if {
	rule := input.object.policy_block
	network_policy.on_nodes == "enforced"
	network_policy.sees_pods
}

_pods := {
	false: "select the pods behind the Service by a podSelector, and the namespaceSelector kubernetes.io/metadata.name,",
	true: concat(" ", [
		"select the pods of CoreDNS by the namespaceSelector kubernetes.io/metadata.name: kube-system",
		"and, in the same peer, the podSelector k8s-app: kube-dns",
	]),
}
