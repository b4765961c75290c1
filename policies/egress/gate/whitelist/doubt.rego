package egress.gate.whitelist

import data.egress.exit

_doubted := {
	"verdict": "unknown",
	"note": _evidence[reason],
	"names": {"database": _database.at},
	"at": _database.list_at,
	"missing": _missing([_exports.lists]),
} if {
	reason in {"lists-absent", "lists-truncated", "lists-empty"}
}

_evidence := {
	"lists-absent": "the whitelist of {database} is not in the bundle",
	"lists-truncated": "the bundle holds only a part of the whitelist of {database}, and nothing in it admits the packet",
	"lists-empty": "the whitelist of {database} has no entry, not even the default, which looks like a lost export",
}

_doubted := {
	"verdict": "unknown",
	"note": "nothing tells with which address {database} sees the packet",
	"names": {"database": _database.at},
	"missing": [item | some item in exit.missing],
} if {
	reason in {"exit-unknown", "way-unknown"}
}

_doubted := {
	"verdict": "unknown",
	"note": "an entry of {list} is neither an address nor a range, and no other entry admits the packet",
	"names": {"list": _unread_list.at},
	"at": _unread_list.at,
} if {
	reason == "entry-unread"
}

_doubted := {
	"verdict": "unknown",
	"note": "{database} admits some clients without a list, and nothing tells whether CEN connects their VPC to its own",
	"names": {"database": _database.at},
	"at": _database.at,
} if {
	reason == "password-free-elsewhere"
}

_doubted := {
	"verdict": "unknown",
	"note": "{database} admits {group}, and it is not documented whether that means more than the nodes in it",
	"names": {"database": _database.at, "group": exit.facts.admitted_groups[0]},
	"at": exit.facts.admitted_groups[0],
} if {
	reason == "group-of-pod"
}

_doubted := {
	"verdict": "unknown",
	"note": "{database} admits {group}, and nothing tells the security groups of {eni}",
	"names": {"database": _database.at, "group": _database.security_groups[0], "eni": exit.eni},
	"at": _database.security_groups[0],
	"missing": [item | some item in exit.facts.security_group.missing],
} if {
	reason == "groups-unknown"
}
