package egress.gate.network_acl

# The answer of a check, told by one of its parts.
_outcome(check, verdict, part) := {
	"verdict": verdict,
	"reason": sprintf("%s-%s", [_way(check), _became[verdict]]),
	"note": _note(check, verdict, part),
	"names": object.union({"acl": check.at}, {"entry": part.entry.at | part.entry.at != ""}),
	"at": _place(part.entry.at, check.at),
	"missing": [item | some item in object.get(part.entry, "missing", [])],
	"check": check,
	"ports": _spans(check),
}

_became := {"allow": "accepted", "deny": "dropped", "partial": "dropped-in-part", "unknown": "in-doubt"}

_way(check) := {true: "replies", false: "packet"}[check.reply]

_place("", list) := list

_place(entry, _) := entry if entry != ""

_it(check) := {true: "the replies", false: "it"}[check.reply]

_note(check, "allow", _) := sprintf("{entry} accepts %s", [_it(check)])

_note(check, "deny", part) := sprintf("{entry} drops %s", [_it(check)]) if part.entry.at != ""

_note(check, "deny", part) := sprintf("no %s entry of {acl} accepts %s", [check.direction, _it(check)]) if {
	part.entry.at == ""
}

_note(check, "partial", _) := sprintf("{acl} drops the replies to client ports %s", [_spans(check)])

_note(check, "unknown", part) := sprintf("{entry} %ss %s if it matches, which is not known", [
	part.entry.policy,
	_it(check),
]) if {
	part.entry.policy in {"accept", "drop"}
}

_note(_, "unknown", part) := "the policy of {entry} is neither accept nor drop" if part.entry.policy == "other"

# The dropped ports as 1024-2047 and 4096-65535; neighbours are one range.
_spans(check) := concat(" and ", [sprintf("%d-%d", [low, _ends(check)[i]]) | some i, low in _starts(check)])

_starts(check) := sort([part.low | some part in _dropped(check); not (part.low - 1) in {p.high | some p in _dropped(check)}])

_ends(check) := sort([part.high | some part in _dropped(check); not (part.high + 1) in {p.low | some p in _dropped(check)}])

_unread(check) := {
	"verdict": "unknown",
	"reason": "entries-unread",
	"note": _lacks[check.entries],
	"names": {"acl": check.at},
	"at": check.at,
	"missing": [item | some item in check.missing],
}

_lacks := {
	"absent": "the entries of {acl} are not in the bundle",
	"partial": "the bundle holds only a part of the network ACLs, and not the entries of {acl}",
}

_changing(check) := {
	"verdict": "unknown",
	"reason": "acl-changing",
	"note": "the entries of {acl} are just being changed",
	"names": {"acl": check.at},
	"at": check.at,
	"missing": [],
}
