package egress.gate.network_policy

import data.egress.destination

# What would settle a reading, by its reason.
_lacking := {
	"block": _pathing,
	"range": [],
	"except": _pathing,
	"translation": [],
	"node": [{"export": "kubectl get nodes", "of": ""}],
	"rule": array.concat(_labelling, _addressing),
}

default _labelling := []

_labelling := [{"export": "kubectl get namespaces", "of": ""}] if _side.unlabelled

default _pathing := []

_pathing := _eni_config if {
	engine[direction] == "unknown"
	input.cluster.data_path == "unknown"
	_state != "switch-unknown"
}

_pathing := [{"export": "kubectl get daemonsets", "of": ""}] if {
	engine[direction] == "unknown"
	input.cluster.data_path == "veth"
	input.cluster.terway_version == []
	_state != "switch-unknown"
}

# What a target without an address lacks.
_addressing := [item | _unaddressed; some item in destination.missing]

_unaddressed if not input.target.resolved

# The vSwitch of a database may stand in for its address, which a rule may ask for.
_unaddressed if {
	input.target.database.found
	input.target.database.endpoints != "complete"
}
