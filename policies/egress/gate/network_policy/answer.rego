package egress.gate.network_policy

_allowed := {
	"verdict": "allow",
	"reason": "not-enforced",
	"note": sprintf("{policy} selects {pod}, but %s", [because[enforcement[direction]]]),
	"names": {"policy": _policy, "pod": _pod},
	"at": _policy,
} if {
	outcome == "inert"
}

_allowed := {
	"verdict": "allow",
	"reason": "rule-allows",
	"note": _permission[count(_rules)],
	"names": {name: rule | some i, rule in _rules; name := ["rule", "other"][i]},
	"at": _rules[0],
} if {
	outcome == "allow"
}

_allowed := {
	"verdict": "allow",
	"reason": "exempt",
	"note": _exemption[input.policy.self],
} if {
	outcome == "free"
}

_allowed := {
	"verdict": "allow",
	"reason": "no-policy",
	"note": _unselected[input.target.pod],
} if {
	outcome == "open"
}

# METADATA
# description: Why nobody enforces, in words.
because := {
	"host-network": "no NetworkPolicy applies to pods on the host network",
	"no-agent": "ACS enforces NetworkPolicies only on pods with the agent annotation",
	"flannel": "Flannel enforces no NetworkPolicy",
	"exclusive-eni": "Terway enforces no NetworkPolicy on exclusive ENIs",
	"disabled": "Terway is configured not to enforce NetworkPolicies",
}

_rules := [input.policy[end].rule | some end in ["egress", "ingress"]; stands[end] == "allow"]

_permission := {1: "{rule} allows it", 2: "{rule} and {other} allow it"}

_exemption := {
	true: "NetworkPolicies never keep a pod from itself",
	false: "NetworkPolicies never keep a node from its own pods",
}

_unselected := {
	true: "no NetworkPolicy selects either pod",
	false: "no NetworkPolicy selects the pod",
}
