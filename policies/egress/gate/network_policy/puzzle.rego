package egress.gate.network_policy

# What leaves open whether the rules let the packet through, by the reason that the reading has.
_puzzle := {
	"reason": "block-of-pods",
	"note": sprintf("only an ipBlock of {rule} allows it, and %s", [_blocks[engine[direction]]]),
	"names": {"rule": _side.rule},
	"at": _side.rule,
} if {
	_read.why == "block"
}

_puzzle := {
	"reason": "range-of-ports",
	"note": "only the endPort of {rule} allows it, which Poseidon does not support",
	"names": {"rule": _side.rule},
	"at": _side.rule,
} if {
	_read.why == "range"
}

_puzzle := {
	"reason": "exception-of-block",
	"note": sprintf("only an except of {policy}%s denies it, which eBPF policies are documented to handle badly", [_others]),
	"names": {"policy": _policy},
	"at": _policy,
} if {
	_read.why == "except"
}

_puzzle := {
	"reason": "service-translation",
	"note": "{policy} isolates {pod}, and this version of Terway mishandles policies for the addresses of Services",
	"names": {"policy": _policy, "pod": _pod},
	"at": _policy,
} if {
	_read.why == "translation"
}

_puzzle := {
	"reason": "node-unknown",
	"note": "{rule} allows it unless it is a node, which eBPF policies are documented not to match by ipBlocks",
	"names": {"rule": _side.rule},
	"at": _side.rule,
} if {
	_read.why == "node"
}

_puzzle := {
	"reason": "rule-may-match",
	"note": _may_match[_side.unlabelled],
	"names": {"rule": _side.rule},
	"at": _side.rule,
} if {
	_read.why == "rule"
	_side.rule != ""
}

_may_match := {
	true: "{rule} selects namespaces by labels that no Namespace in the bundle tells",
	false: "nothing tells whether {rule} matches the packet",
}

_puzzle := {
	"reason": "protocol-undefined",
	"note": sprintf("{policy} isolates {pod}, and NetworkPolicies do not define what becomes of %s", [
		upper(input.flow.protocol),
	]),
	"names": {"policy": _policy, "pod": _pod},
	"at": _policy,
} if {
	_read.why == "rule"
	_side.rule == ""
}

_blocks := {
	"unknown": sprintf("whether that matches %s depends on the data path", [_stations]),
	"cilium": sprintf("eBPF policies are documented not to match %s by ipBlocks", [_stations]),
	"poseidon": sprintf("it is not documented whether Poseidon matches %s by ipBlocks", [_stations]),
}

_stations := "nodes" if _on_node

_stations := "pods" if not _on_node

_on_node if input.policy.target_node

_on_node if {
	direction == "egress"
	input.policy.target_host_network
}

_on_node if {
	direction == "ingress"
	input.source.host_network
}
