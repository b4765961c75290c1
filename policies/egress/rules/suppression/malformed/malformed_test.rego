package egress.rules.suppression.malformed_test

import data.egress.rules.suppression.malformed

_sane := {
	"at": "object/0", "rule": "object/1", "near": "", "until": "", "origin": "comment", "directive": true, "named": true,
	"known": true, "reasoned": true, "date": "none", "used": "yes",
}

_lints(changes) := lints if {
	lints := malformed.lints with input as {"object": {"suppression": object.union(_sane, changes)}}
}

test_silent_about_one_that_holds if {
	every changes in [{}, {"date": "ahead", "until": "object/2"}] {
		count(_lints(changes)) == 0
	}
}

test_sup_004_each_is_told_once if {
	every changes in [
		{"directive": false, "known": false, "used": "no", "reasoned": false},
		{"named": false, "known": false, "used": "no"},
		{"known": false, "used": "no", "near": "object/3"},
		{"known": false, "used": "no"},
		{"date": "unreadable", "until": "object/2"},
	] {
		{f.at | some f in _lints(changes)} == {"object/0"}
		count(_lints(changes)) == 1
	}
}

test_the_nearest_rule_is_named if {
	{[f.fix, f.names] | some f in _lints({"known": false, "near": "object/3"})} == {["write {near}", {"rule": "object/1", "near": "object/3"}]}
}
