package egress.gate.network_policy

_state := _told[direction].state

_doubted := {
	"verdict": "unknown",
	"reason": "enforcement-unknown",
	"note": sprintf("{policy} denies it where it is enforced, and %s", [unsure[_state]]),
	"names": {"policy": _policy},
	"at": _policy,
	"missing": _deciding,
} if {
	kinds[direction] == "plain"
	_read.is == "no"
}

_doubted := object.union(
	{
		"verdict": "unknown",
		"missing": array.concat(_deciding, _lacking[_read.why]),
	},
	_puzzle,
) if {
	kinds[direction] == "plain"
	_read.is == "maybe"
}

_doubted := {
	"verdict": "unknown",
	"reason": "global-unknown",
	"note": sprintf("{policy} may change the answer where it is enforced, and %s", [unsure[_state]]),
	"names": {"policy": _policy},
	"at": _policy,
	"missing": _deciding,
} if {
	kinds[direction] == "global"
}

_doubted := {
	"verdict": "unknown",
	"reason": "traffic-unknown",
	"note": sprintf("{policy} may deny it, and %s", [unsure[_state]]),
	"names": {"policy": _policy},
	"at": _policy,
	"missing": _deciding,
} if {
	kinds[direction] == "traffic"
	_state != "enforced"
}

_doubted := {
	"verdict": "unknown",
	"reason": "traffic-rule-may-match",
	"note": "nothing tells whether {rule} decides about the packet",
	"names": {"rule": _traffic_rule[direction].at},
	"at": _traffic_rule[direction].at,
	"missing": _addressing,
} if {
	kinds[direction] == "traffic"
	_state == "enforced"
}

_read := _reading(direction, _side)

# METADATA
# description: Why it is not known whether somebody enforces, in words.
unsure := {
	"plugin-unknown": "nothing tells the network plugin",
	"switch-unknown": "nothing tells whether Terway enforces NetworkPolicies",
	"third-party": "a network plugin beside that of the cluster may enforce it",
	"poseidon-unknown": "nothing tells whether Poseidon is installed, which alone enforces it",
	"instance-option": "no export tells whether Poseidon is to enforce it on elastic container instances",
	"instance-traffic": "it is not documented whether TrafficPolicies count on elastic container instances",
	"global-option": "no export tells whether the option of Poseidon for it is on",
	"node-scope": "it is not documented what it does to pods on the host network",
	"mode-unknown": "the network-policy-mode of the pod is none that is documented",
	"ipv6": "Poseidon does not support IPv6",
	"tcp-only": "enhanced-traffic-policy is documented for TCP only",
}

_eni_config := [{"export": "kubectl get configmap eni-config -n kube-system", "of": ""}]

_deciders := {
	"plugin-unknown": [{"export": "DescribeClusterDetail", "of": ""}],
	"switch-unknown": _eni_config,
	"poseidon-unknown": [{"export": "ListClusterAddonInstances", "of": ""}],
}

default _deciding := []

_deciding := _deciders[_state]
