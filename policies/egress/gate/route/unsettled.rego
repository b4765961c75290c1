package egress.gate.route

# A table that does not tell where packets to the pods of another node go.
_unsettled(leg, outcome) := {
	"verdict": "unknown",
	"reason": sprintf("pod-route-%s", [outcome]),
	"note": _unsettled_notes[outcome],
	"names": object.union(_leg_names(leg), {"route": _routes(leg)[0].at | outcome != "unread"}),
	"at": _first_place(leg, outcome),
	"missing": [item | some item in leg.missing],
}

_first_place(_, "unread") := ""

_first_place(leg, outcome) := _routes(leg)[0].at if outcome != "unread"

_unsettled_notes := {
	"unread": "the routes that lead to the pods of {node} are not all in the bundle",
	"doubtful": "{route} covers only a part of the pods of {node}",
	"unavailable": "{route} would lead to the pods of {node} and is not available",
}
