package egress.rules.suppression.unused_test

import data.egress.rules.suppression.unused

_sane := {
	"at": "object/0", "rule": "object/1", "near": "", "until": "", "origin": "comment", "directive": true, "named": true,
	"known": true, "reasoned": true, "date": "none", "used": "yes",
}

_lints(changes) := lints if {
	lints := unused.lints with input as {"object": {"suppression": object.union(_sane, changes)}}
}

test_silent_about_one_that_holds if {
	every changes in [{}, {"date": "ahead", "until": "object/2"}] {
		count(_lints(changes)) == 0
	}
}

test_sup_001_one_that_silences_nothing if {
	{[f.at, f.names] | some f in _lints({"used": "no"})} == {["object/0", {"rule": "object/1"}]}
}

test_silent_where_that_is_not_known if count(_lints({"used": "maybe"})) == 0

test_silent_about_a_date_that_is_none if count(_lints({"used": "no", "date": "unreadable"})) == 0

test_silent_about_a_rule_that_there_is_not if count(_lints({"used": "no", "known": false})) == 0
