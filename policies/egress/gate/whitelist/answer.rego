package egress.gate.whitelist

import data.egress.exit

_passed := {
	"verdict": "allow",
	"note": "{list} admits every address",
	"names": {"list": opening.at},
	"at": opening.at,
} if {
	reason == "anyone"
}

_passed := {
	"verdict": "allow",
	"note": sprintf(_admission[_admitting.hidden], [_several]),
	"names": {"list": _admitting.at, "address": sources[0].address},
	"at": _admitting.at,
} if {
	reason == "list-admits"
}

_passed := {
	"verdict": "allow",
	"note": "{database} admits the members of {group}",
	"names": {"database": _database.at, "group": exit.facts.admitted_groups[0]},
	"at": exit.facts.admitted_groups[0],
} if {
	reason == "group-admits"
}

_passed := {
	"verdict": "allow",
	"note": "{database} asks clients of its VPC for no password and looks at no list",
	"names": {"database": _database.at},
	"at": _database.at,
} if {
	reason == "password-free"
}

# The list to name, one that the console shows before a hidden one.
_admitting := array.concat(
	[list | some list in _holding; not list.hidden],
	[list | some list in _holding; list.hidden],
)[0]

_holding := [list |
	some list in sources[0].whitelist
	list.covers == "yes"
	counts[list.network] != "no"
]

_admission := {
	true: "{list}, which the console hides, admits {address}%s",
	false: "{list} admits {address}%s",
}

_several := {
	true: ", and the other public addresses are admitted too",
	false: "",
}[count(sources) > 1]
