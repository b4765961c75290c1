# METADATA
# title: Rules of a NetworkPolicy for a direction that it does not isolate
# description: |
#   The policy has rules for egress or ingress, and its policyTypes do not name that direction.
#
#   Where policyTypes is written, it alone decides which directions a policy is about: rules for another are kept and never
#   read. Pods that were meant to send only what the rules allow send everything. Add the direction to policyTypes, or delete
#   the rules.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
#     description: NetworkPolicy, policyTypes
# custom:
#   severity: warning
#   code: NP-004
#   about: object
#   rows: []
package egress.rules.network_policy.ignored_section

# METADATA
# description: One finding at the rules that nobody reads.
lints contains {
	"at": section.at,
	"message": sprintf("the %s rules of {policy} are ignored: its policyTypes do not name %s", [section.end, _type]),
	"fix": sprintf("add %s to policyTypes, or delete the rules: kubectl edit networkpolicy {named}", [_type]),
	"names": {"policy": section.policy, "named": section.named},
	"related": [{"at": section.types, "message": "the directions that it isolates"}],
} if {
	section := input.object.policy_section
}

_type := {"egress": "Egress", "ingress": "Ingress"}[input.object.policy_section.end]
