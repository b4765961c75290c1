# METADATA
# title: The podSelector of a NetworkPolicy selects no pod
# description: |
#   No pod can have the labels that the podSelector asks for, or none of the namespace has them and one has labels that are
#   nearly these.
#
#   A policy that selects no pod isolates none and allows none anything; the API server takes it without a word. Pods that
#   were meant to be cut off are open. Write the label as the pods have it.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#     description: Network policies of Kubernetes
#   - ref: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
#     description: Labels and selectors
# custom:
#   severity: warning
#   code: NP-005
#   about: object
#   rows: []
package egress.rules.network_policy.selects_nothing

# METADATA
# description: One finding at the label that no pod has.
lints contains {
	"at": selector.at,
	"message": "{policy} selects no pod: it asks for {written}, and {behind} has {has}",
	"fix": "write {has} in its podSelector: kubectl edit networkpolicy {named}",
	"names": {
		"policy": selector.of, "named": selector.named, "written": selector.written,
		"behind": selector.behind, "has": selector.has,
	},
	"related": [{"at": selector.has, "message": "{behind} has {has}"}],
} if {
	selector := input.object.policy_selector
	not selector.peer
	selector.why == "slip"
}

# METADATA
# description: One finding at a selector that contradicts itself.
lints contains {
	"at": selector.at,
	"message": "{policy} selects no pod: what its podSelector asks of the label {key} contradicts itself",
	"fix": "ask once for {key} in its podSelector: kubectl edit networkpolicy {named}",
	"names": {"policy": selector.of, "named": selector.named, "key": selector.key},
	"related": [],
} if {
	selector := input.object.policy_selector
	not selector.peer
	selector.why == "clash"
}
