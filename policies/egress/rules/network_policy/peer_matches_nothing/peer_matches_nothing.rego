# METADATA
# title: A peer of a NetworkPolicy matches nothing
# description: |
#   A rule is for pods or namespaces by labels that none has, while one has labels that are nearly these; or by the name of a
#   namespace under a label that this does not have.
#
#   A rule whose peers match nothing allows nothing. Every namespace has its name as the label kubernetes.io/metadata.name;
#   a label called name it has only where somebody gave it one. Write the label as the pods or namespaces have it.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#     description: Network policies of Kubernetes, on targeting a namespace by its name
#   - ref: https://kubernetes.io/docs/reference/labels-annotations-taints/
#     description: Well-known labels, kubernetes.io/metadata.name
# custom:
#   severity: warning
#   code: NP-006
#   about: object
#   rows: []
package egress.rules.network_policy.peer_matches_nothing

# METADATA
# description: One finding at the label that nothing has, or at a selector that contradicts itself.
lints contains {
	"at": selector.at,
	"message": sprintf("{rule} has a peer that %s", [_reasons[selector.why]]),
	"fix": sprintf("%s: kubectl edit networkpolicy {named}", [_remedies[selector.why]]),
	"names": object.union({"rule": selector.of, "named": selector.named}, _names[selector.why]),
	"related": _related[selector.why],
} if {
	selector := input.object.policy_selector
	selector.peer
}

_reasons := {
	"slip": "matches no pod: it asks for {written}, and {behind} has {has}",
	"clash": "matches nothing: what it asks of the label {key} contradicts itself",
	"name": "matches no namespace: it asks for {written}, and {behind} has no such label",
	"none": "matches no namespace: there is no {written}, but {value}",
}

_remedies := {
	"slip": "write {has} in its podSelector",
	"clash": "ask once for {key} in its selector",
	"name": "write kubernetes.io/metadata.name: {value}, which every namespace has, in its namespaceSelector",
	"none": "write kubernetes.io/metadata.name: {value} in its namespaceSelector",
}

_selector := input.object.policy_selector

_names := {
	"slip": {"written": _selector.written, "behind": _selector.behind, "has": _selector.has},
	"clash": {"key": _selector.key},
	"name": {"written": _selector.written, "behind": _selector.behind, "value": _selector.value},
	"none": {"written": _selector.written, "value": _selector.value},
}

_related := {
	"slip": [{"at": _selector.has, "message": "{behind} has {has}"}],
	"clash": [],
	"name": [{"at": _selector.behind, "message": "{behind} has other labels"}],
	"none": [],
}
