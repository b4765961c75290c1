package egress.rules.suppression.without_reason_test

import data.egress.rules.suppression.without_reason

_sane := {
	"at": "object/0", "rule": "object/1", "near": "", "until": "", "origin": "comment", "directive": true, "named": true,
	"known": true, "reasoned": true, "date": "none", "used": "yes",
}

_lints(changes) := lints if {
	lints := without_reason.lints with input as {"object": {"suppression": object.union(_sane, changes)}}
}

test_silent_about_one_that_holds if {
	every changes in [{}, {"date": "ahead", "until": "object/2"}] {
		count(_lints(changes)) == 0
	}
}

test_sup_002_one_without_a_reason if {
	every origin in ["comment", "annotation", "config"] {
		{[f.at, f.names] | some f in _lints({"reasoned": false, "origin": origin})} == {["object/0", {"rule": "object/1"}]}
	}
}

test_silent_where_there_is_nothing_to_silence if count(_lints({"reasoned": false, "used": "no"})) == 0

test_silent_about_a_rule_that_there_is_not if count(_lints({"reasoned": false, "known": false})) == 0
