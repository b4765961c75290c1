# METADATA
# title: NetworkPolicies of both ends
# description: |
#   Egress of the source and ingress of a destination pod, after Service translation. Each end is judged only
#   where something enforces the policies on it: NetworkPolicies, GlobalNetworkPolicies of ACK, and the TrafficPolicies of
#   ACS. Policies of other kinds leave the answer unknown where they might change it.
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
) if {
	not _unselected
}

# METADATA
# description: What decides, the strongest of what the two ends do.
outcome := [stand |
	some stand in ["deny", "doubt", "foreign", "inert", "allow", "free", "open"]
	stand in _present
][0]

_present := {stand | some stand in stands}

# METADATA
# description: The end that decides, egress before ingress.
direction := [end | some end in ["egress", "ingress"]; stands[end] == outcome][0]

# METADATA
# description: The kind of policies that decides at each end, plain, global or traffic.
kinds := {end: told.kind | some end, told in _told}

_side := _told[direction].side

_policy := _told[direction].policies[0]

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
	kinds[direction] == "plain"
}

_answer := object.union({"verdict": "deny", "reason": "traffic-policy"}, _traffic_note[direction]) if {
	outcome == "deny"
	kinds[direction] == "traffic"
}

_answer := _doubted if outcome == "doubt"

_answer := {
	"verdict": "unknown",
	"reason": "foreign-policy",
	"note": sprintf("{policy} may %s it, and %s", [_verb, _unsettled(_foreign)]),
	"names": {"policy": _foreign.at},
	"at": _foreign.at,
} if {
	outcome == "foreign"
}

_foreign := _turning[direction][0]

_verb := "allow" if _told[direction].stand == "deny"

_verb := "deny" if _told[direction].stand != "deny"

_answer := _allowed if outcome in {"inert", "allow", "free", "open"}

_others := "" if count(_side.policies) == 1

_others := " or of another NetworkPolicy" if count(_side.policies) == 2

_others := sprintf(" or of %d other NetworkPolicies", [count(_side.policies) - 1]) if count(_side.policies) > 2
