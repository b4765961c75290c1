package egress.choice_test

import data.egress.choice

_answer(verdict) := {"verdict": verdict, "reason": verdict, "missing": [], "egress": []}

_verdicts := ["allow", "deny", "unknown", "partial"]

# The verdict of up to three choices by counting, which is how DESIGN words it.
_expected(a, b, c) := "unknown" if "unknown" in {a, b, c}

_expected(a, b, c) := a if {
	count({a, b, c}) == 1
	a != "unknown"
}

_expected(a, b, c) := "partial" if {
	not "unknown" in {a, b, c}
	count({a, b, c}) > 1
}

test_every_triple_of_choices if {
	wrong := [[a, b, c] |
		some a in _verdicts
		some b in _verdicts
		some c in _verdicts
		choice.of([_answer(a), _answer(b), _answer(c)]).verdict != _expected(a, b, c)
	]
	wrong == []
}

test_no_choice_is_no_answer if not choice.of([])

test_a_choice_that_fails_tells_why_it_is_partial if {
	choice.of([_answer("allow"), _answer("partial"), _answer("deny")]).reason == "deny"
	choice.of([_answer("allow"), _answer("partial")]).reason == "partial"
}

test_what_is_missing_and_seen_adds_up if {
	a := object.union(_answer("unknown"), {"missing": [{"export": "A", "of": ""}], "egress": ["pod/1"]})
	b := object.union(_answer("allow"), {"missing": [{"export": "B", "of": ""}], "egress": ["pod/1", "pod/2"]})
	answer := choice.of([b, a])

	answer.reason == "unknown"
	answer.missing == [{"export": "A", "of": ""}, {"export": "B", "of": ""}]
	answer.egress == ["pod/1", "pod/2"]
}

test_answers_need_neither if {
	choice.of([{"verdict": "allow", "reason": "x"}]) == {"verdict": "allow", "reason": "x", "missing": [], "egress": []}
}
