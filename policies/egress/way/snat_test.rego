package egress.way_test

import data.egress.way

# Every list of up to three entries against an oracle that walks them one by one.
_kinds := [{"covers": covers, "status": status} | some covers in ["yes", "maybe"]; some status in ["available", "deleting"]]

_lists contains []

_lists contains [a] if some a in _kinds

_lists contains [a, b] if {
	some a in _kinds
	some b in _kinds
}

_lists contains [a, b, c] if {
	some a in _kinds
	some b in _kinds
	some c in _kinds
}

_named(kinds) := [snat(sprintf("pod/5%d", [i]), kind) | some i, kind in kinds]

_counts(kind) if kind.status == "available"

_ends_before(kinds, i) if {
	some j in numbers.range(0, i - 1)
	i > 0
	_counts(kinds[j])
	kinds[j].covers == "yes"
}

_walk(kinds) := [sprintf("pod/5%d", [i]) |
	some i, kind in kinds
	_counts(kind)
	not _ends_before(kinds, i)
]

test_deciding_entries_of_every_list if {
	wrong := [kinds |
		some kinds in _lists
		got := [entry.at | some entry in way.deciding[0]] with input as entries(_named(kinds))
		got != _walk(kinds)
	]
	wrong == []
}

test_pending_entries_decide if {
	way.deciding[0][0].at == "pod/50" with input as entries([snat("pod/50", {"status": "pending"}), snat("pod/51", {})])
}

_wholly(covers) if way.covered == {0} with input as entries([snat("pod/5", {"covers": covers})])

test_covered if {
	_wholly("yes")
	not _wholly("maybe")
}

test_truncated_entries_are_judged_only_by_one_for_the_very_address[what] if {
	some what, c in {
		"/32": {"snat": "partial", "entry": {"bits": 32}, "read": {0}},
		"/32 that may cover": {"snat": "partial", "entry": {"bits": 32, "covers": "maybe"}, "read": set()},
		"/24": {"snat": "partial", "entry": {"bits": 24}, "read": set()},
		"absent": {"snat": "absent", "entry": {"bits": 24}, "read": set()},
		"complete": {"snat": "complete", "entry": {"bits": 24}, "read": {0}},
	}
	way.read == c.read with input as through({"snat": c.snat, "entries": [snat("pod/5", c.entry)]})
}

test_address_state[state] if {
	some state, changes in {
		"works": {},
		"private": {"private": true, "found": false},
		"assumed": {"eips": "absent", "found": false},
		"missing": {"found": false, "bound": false},
		"foreign": {"bound": false},
		"locked": {"locked": true},
		"changing": {"status": "associating"},
		"not-in-use": {"status": "available"},
	}
	way.address_state(ip("pod/6", changes)) == state
}

test_eip_state[name] if {
	some name, c in {
		"healthy": ["inuse", "normal", false, "works"],
		"said nothing of": ["", "", false, "works"],
		"overdue": ["inuse", "financiallocked", false, "locked"],
		"locked": ["inuse", "normal", true, "locked"],
		"locked and free": ["available", "normal", true, "locked"],
		"free": ["available", "normal", false, "not-in-use"],
		"leaving": ["unassociating", "normal", false, "changing"],
	}
	way.eip_state(c[0], c[1], c[2]) == c[3]
}

test_address_absent_from_a_truncated_export_is_assumed if {
	way.address_state(ip("pod/6", {"eips": "partial", "found": false})) == "assumed"
	way.address_state(ip("pod/6", {"eips": "partial", "locked": true})) == "locked"
}

test_address_that_only_the_gateway_tells_of_is_assumed if {
	way.address_state(ip("pod/6", {"found": false})) == "assumed"
}
