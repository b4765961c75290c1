package egress.gate.network_policy

# METADATA
# description: |
#   What the policies of each end do: open when none selects the pod, free when the packet is exempt, inert when
#   nobody enforces them, foreign when policies of another kind may change the answer, else allow, deny or doubt.
stands := {end: told.stand | some end, told in _told} if input.policy.foreign == []

stands := {end: _swayed(end, told.stand) | some end, told in _told} if input.policy.foreign != []

# What decides at each end before the policies of other kinds, the strongest of its kinds of policies.
_told := {end: _plain(end) | some end, _ in _ends} if {
	input.policy.traffic == []
	not _unselected
}

_told := {end: _strongest(_entries(end)) | some end, _ in _ends} if input.policy.traffic != []

_strength := ["deny", "doubt", "inert", "allow", "free", "open"]

_strongest(entries) := [entry |
	some stand in _strength
	some entry in entries
	entry.stand == stand
][0]

_entries(end) := [_plain(end)] if not _traffic[end]

_entries(end) := [_plain(end), {
	"stand": traffic_stands[end],
	"kind": "traffic",
	"policies": _traffic[end].policies,
	"state": traffic_enforcement[end],
}] if {
	_traffic[end]
}

# What NetworkPolicies and GlobalNetworkPolicies do together.
_plain(end) := _alone_entry[end] if not _global[end]

_plain(end) := _entry(end, _both[end]) if {
	_global[end]
	global_enforcement[end] == "enforced"
}

_plain(end) := _beside(end, _alone_entry[end]) if {
	_global[end]
	global_enforcement[end] in idle
}

_plain(end) := _perhaps(end, _alone_entry[end], _entry(end, _both[end])) if {
	_global[end]
	not global_enforcement[end] in idle
	global_enforcement[end] != "enforced"
}

# What NetworkPolicies do without them.
_alone_entry := {end: _entry(end, input.policy[end]) | some end, _ in _ends}

_entry(end, side) := {
	"stand": _stand(end, side),
	"kind": "plain",
	"side": side,
	"policies": side.policies,
	"state": enforcement[end],
}

# A GlobalNetworkPolicy that nobody enforces is told where there is nothing else to tell.
_beside(_, entry) := entry if entry.stand != "open"

_beside(end, entry) := object.union(_entry(end, _global[end]), {
	"stand": "inert",
	"state": global_enforcement[end],
}) if {
	entry.stand == "open"
}

_passing := {"allow", "free", "inert", "open"}

# Whether GlobalNetworkPolicies count only matters where they make a difference.
_perhaps(_, without, with_them) := without if _agree(without.stand, with_them.stand)

_perhaps(end, without, with_them) := object.union(with_them, {
	"stand": "doubt",
	"kind": "global",
	"policies": _global[end].policies,
	"state": global_enforcement[end],
}) if {
	not _agree(without.stand, with_them.stand)
}

_agree(a, a)

_agree(a, b) if {
	a in _passing
	b in _passing
}
