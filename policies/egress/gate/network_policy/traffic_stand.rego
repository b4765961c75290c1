package egress.gate.network_policy

_too_new(rule) if {
	rule.ports
	_poseidon_before([0, 7, 3])
}

_too_new(rule) if {
	rule.workload
	_poseidon_before([0, 7, 6])
}

_too_new(rule) if {
	rule.action == "reject"
	_poseidon_before([0, 8, 0])
}

_poseidon_before(version) if {
	not _assumed
	input.cluster.poseidon_version < version
}

# METADATA
# description: What the TrafficPolicies of the ends that they are about do, in the words of stands.
traffic_stands := {end: _traffic_stand(end) | some end, _ in _traffic}

_traffic_stand(end) := "free" if {
	end in _free
} else := "inert" if {
	traffic_enforcement[end] in idle
} else := "allow" if {
	_fates[end] == {"allow"}
} else := "deny" if {
	_fates[end] == {"deny"}
	traffic_enforcement[end] == "enforced"
} else := "doubt"

# The rule that is told: the first of those that may decide.
_traffic_rule := {end: _first(traffic.rules) | some end, traffic in _traffic}

_first(rules) := [rule |
	some rule in _in_order(rules)
	not _taken(rule, rules)
][0]

_in_order(rules) := [keyed[3] |
	some keyed in sort([[rule.priority, rule.policy, rule.place, rule] | some rule in rules])
]

_traffic_note[end] := {
	"note": {"allow": "{rule} allows it", "deny": "{rule} denies it"}[stand],
	"names": {"rule": _traffic_rule[end].at},
	"at": _traffic_rule[end].at,
} if {
	some end, stand in traffic_stands
	stand in {"allow", "deny"}
}

_traffic_note[end] := {
	"note": "{policy} selects {pod}, and no rule of its TrafficPolicies allows it",
	"names": {"policy": _last_read(end), "pod": _pods[end]},
	"at": _last_read(end),
} if {
	some end, "deny" in traffic_stands
	not _traffic_rule[end]
}

# A rule that is to allow what none allows is best put where it is read last.
_last_read(end) := _traffic[end].policies[count(_traffic[end].policies) - 1]
