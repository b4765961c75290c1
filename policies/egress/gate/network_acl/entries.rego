package egress.gate.network_acl

# What one list of entries says of the packet, or of the replies to the ports that a client may have.
_said(check) := _judged(check) if check.binding in {"binded", ""}

_said(check) := _softened(check, "it is just being bound to the vSwitch or unbound", []) if {
	not check.binding in {"binded", ""}
}

# The same where something else leaves open whether the ACL applies.
_softened(check, _, _) := _judged(check) if _judged(check).verdict in {"allow", "unknown"}

_softened(check, doubt, missing) := object.union(answer, {
	"verdict": "unknown",
	"reason": "scope-unknown",
	"note": sprintf("%s if it applies, and %s", [answer.note, doubt]),
	"names": object.union(answer.names, {"target": "target"}),
	"missing": missing,
}) if {
	answer := _judged(check)
	not answer.verdict in {"allow", "unknown"}
}

_judged(check) := _unread(check) if check.entries != "complete"

_judged(check) := _changing(check) if {
	check.entries == "complete"
	not check.status in {"available", ""}
}

_judged(check) := _told(check) if {
	check.entries == "complete"
	check.status in {"available", ""}
}

_told(check) := _outcome(check, "allow", _parts(check)[0]) if _policies(check) == {"accept"}

_told(check) := _outcome(check, "deny", _parts(check)[0]) if _policies(check) == {"drop"}

_told(check) := _outcome(check, "partial", _dropped(check)[0]) if _policies(check) == {"accept", "drop"}

_told(check) := _outcome(check, "unknown", _doubtful(check)[0]) if "doubt" in _policies(check)

_policies(check) := {part.policy | some part in _parts(check)}

_dropped(check) := [part | some part in _parts(check); part.policy == "drop"]

_doubtful(check) := [part | some part in _parts(check); part.policy == "doubt"]
