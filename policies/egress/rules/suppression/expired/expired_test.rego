package egress.rules.suppression.expired_test

import data.egress.rules.suppression.expired

_sane := {
	"at": "object/0", "rule": "object/1", "near": "", "until": "", "origin": "comment", "directive": true, "named": true,
	"known": true, "reasoned": true, "date": "none", "used": "yes",
}

_lints(changes) := lints if {
	lints := expired.lints with input as {"object": {"suppression": object.union(_sane, changes)}}
}

test_silent_about_one_that_holds if {
	every changes in [{}, {"date": "ahead", "until": "object/2"}] {
		count(_lints(changes)) == 0
	}
}

_passed := {"date": "passed", "until": "object/2"}

test_sup_003_one_whose_day_has_passed if {
	{[f.at, f.names] | some f in _lints(_passed)} == {["object/0", {"rule": "object/1", "until": "object/2"}]}
}

test_silent_where_nothing_is_left_to_silence if count(_lints(object.union(_passed, {"used": "no"}))) == 0
