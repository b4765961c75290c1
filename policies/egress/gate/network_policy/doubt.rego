package egress.gate.network_policy

import data.egress.destination

_doubted := {
	"verdict": "unknown",
	"reason": "enforcement-unknown",
	"note": sprintf("{policy} denies it where it is enforced, and %s", [_unsure[enforcement[direction]]]),
	"names": {"policy": _policy},
	"at": _policy,
	"missing": _deciding,
} if {
	says[direction] == "no"
}

_doubted := {
	"verdict": "unknown",
	"reason": "block-of-pods",
	"note": "only an ipBlock of {rule} allows it, and whether that matches pods depends on the data path",
	"names": {"rule": _side.rule},
	"at": _side.rule,
	"missing": array.concat(_deciding, _pathing),
} if {
	_torn
}

_doubted := {
	"verdict": "unknown",
	"reason": "rule-may-match",
	"note": "nothing tells whether {rule} matches the packet",
	"names": {"rule": _side.rule},
	"at": _side.rule,
	"missing": array.concat(_deciding, _addressing),
} if {
	says[direction] == "maybe"
	not _torn
	_side.rule != ""
}

_doubted := {
	"verdict": "unknown",
	"reason": "protocol-undefined",
	"note": sprintf("{policy} isolates {pod}, and NetworkPolicies do not define what becomes of %s", [
		upper(input.flow.protocol),
	]),
	"names": {"policy": _policy, "pod": _pod},
	"at": _policy,
	"missing": _deciding,
} if {
	says[direction] == "maybe"
	not _torn
	_side.rule == ""
}

_torn if {
	_side.allowed != _side.by_block
	not _felix
}

_unsure := {
	"plugin-unknown": "nothing tells the network plugin",
	"switch-unknown": "nothing tells whether Terway enforces NetworkPolicies",
	"virtual-node": "it is not documented whether virtual nodes enforce it",
}

_eni_config := [{"export": "kubectl get configmap eni-config -n kube-system", "of": ""}]

default _deciding := []

_deciding := [{"export": "DescribeClusterDetail", "of": ""}] if enforcement[direction] == "plugin-unknown"

_deciding := _eni_config if enforcement[direction] == "switch-unknown"

default _pathing := []

_pathing := _eni_config if {
	input.cluster.data_path == "unknown"
	enforcement[direction] != "switch-unknown"
}

_pathing := [{"export": "kubectl get daemonsets", "of": ""}] if {
	input.cluster.data_path == "veth"
	input.cluster.terway_version == []
	enforcement[direction] != "switch-unknown"
}

# What a target without an address lacks.
_addressing := [item | _unaddressed; some item in destination.missing]

_unaddressed if not input.target.resolved

# The vSwitch of a database may stand in for its address, which a rule may ask for.
_unaddressed if {
	input.target.database.found
	input.target.database.endpoints != "complete"
}
