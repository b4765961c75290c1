# METADATA
# title: NetworkPolicies of both ends
# description: |
#   Egress of the source and ingress of a destination pod, after Service translation. Each end is judged only
#   where something enforces NetworkPolicies on it; the other kinds of policies are not evaluated.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#     description: Network policies of Kubernetes
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-network-policies
#     description: Use network policies in ACK clusters
package egress.gate.network_policy

# METADATA
# description: The answer; every packet has one.
hop := object.union(
	{"gate": "network-policy", "names": {}, "at": "", "missing": [], "egress": []},
	_answer,
)

# METADATA
# description: What decides, the strongest of what the two ends and the policies of other kinds do.
outcome := [stand |
	some stand in ["deny", "doubt", "foreign", "inert", "allow", "free", "open"]
	stand in _present
][0]

_present contains stand if some stand in stands

_present contains "foreign" if {
	some direction in _swayed
	not enforcement[direction] in idle
	input.policy.foreign[0]
}

# A packet between a pod and itself never leaves it, and the outside of the cluster has no policies.
_swayed contains "egress" if not input.policy.self

_swayed contains "ingress" if {
	input.target.pod
	not input.policy.self
}

# METADATA
# description: The end that decides, egress before ingress; undefined for policies of other kinds.
direction := [end | some end in ["egress", "ingress"]; stands[end] == outcome][0]

_side := input.policy[direction]

_policy := _side.policies[0]

_pod := _pods[direction]

_pods := {"egress": "source", "ingress": "target"}

_answer := {
	"verdict": "deny",
	"reason": sprintf("no-%s-rule", [direction]),
	"note": sprintf("no %s rule of {policy}%s allows it", [direction, _others]),
	"names": {"policy": _policy},
	"at": _policy,
} if {
	outcome == "deny"
}

_answer := _doubted if outcome == "doubt"

_answer := {
	"verdict": "unknown",
	"reason": "foreign-policy",
	"note": "what {policy} does to the packet is not known",
	"names": {"policy": input.policy.foreign[0]},
	"at": input.policy.foreign[0],
} if {
	outcome == "foreign"
}

_answer := _allowed if outcome in {"inert", "allow", "free", "open"}

_others := "" if count(_side.policies) == 1

_others := " or of another NetworkPolicy" if count(_side.policies) == 2

_others := sprintf(" or of %d other NetworkPolicies", [count(_side.policies) - 1]) if count(_side.policies) > 2
