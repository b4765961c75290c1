package egress.gate.whitelist

_doubted := {
	"verdict": "unknown",
	"note": "{list} admits the address, and nothing tells whether it serves the network of {endpoint}",
	"names": {"list": _vague.at, "endpoint": _endpoint.at},
	"at": _vague.at,
	"missing": _missing([_exports[{true: "endpoints", false: "lists"}[_database.mode == "unknown"]]]),
} if {
	reason == "network-unknown"
	not _template_in_doubt
}

_doubted := {
	"verdict": "unknown",
	"note": "{list} admits the address, and whether templates serve {endpoint} in the enhanced mode is not documented",
	"names": {"list": _vague.at, "endpoint": _endpoint.at},
	"at": _vague.at,
} if {
	reason == "network-unknown"
	_template_in_doubt
}

_template_in_doubt if {
	_vague.template
	_database.mode == "safety"
}

_vague := [list |
	some source in sources
	some list in source.whitelist
	list.covers != "no"
	counts[list.network] == "maybe"
][0]
