package egress.gate.network_policy

import data.egress.exit

_allowed := {
	"verdict": "allow",
	"reason": "not-enforced",
	"note": sprintf("{policy} selects {pod}, but %s", [because[_told[direction].state]]),
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
	"note": _none_selects,
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
	"no-poseidon": "Poseidon is not installed, which alone enforces it",
	"traffic-mode": "the network-policy-mode of the pod leaves NetworkPolicies out",
	"policy-mode": "the network-policy-mode of the pod leaves TrafficPolicies out",
	"not-ecs": "ACK enforces GlobalNetworkPolicies on ECS nodes only",
	"not-acs": "TrafficPolicies count for pods of ACS only",
	"poseidon-before-global": "GlobalNetworkPolicies need Poseidon 0.5.1 or later",
	"poseidon-before-traffic": "TrafficPolicies need Poseidon 0.7.0 or later",
	"terway-before-global": "GlobalNetworkPolicies need Terway 1.9.4 or later",
}

_rules := [rule |
	some end in ["egress", "ingress"]
	stands[end] == "allow"
	rule := _allowing(end)
]

_allowing(end) := _told[end].side.rule if kinds[end] == "plain"

_allowing(end) := _traffic_rule[end].at if kinds[end] == "traffic"

_permission := {1: "{rule} allows it", 2: "{rule} and {other} allow it"}

_exemption := {
	true: "NetworkPolicies never keep a pod from itself",
	false: "NetworkPolicies never keep a node from its own pods",
}

default _none_selects := "no NetworkPolicy selects the pod"

_none_selects := "no NetworkPolicy selects either pod" if {
	input.target.pod
	not exit.instance
}
