package egress.way_test

import data.egress.way

_answer(verdict) := {"verdict": verdict, "reason": "x", "note": "it", "names": {"a": "b"}, "missing": []}

test_settled_answers_stay[verdict] if {
	some verdict in ["allow", "deny", "partial", "unknown"]
	way.hedged(_answer(verdict)) == _answer(verdict) with input as base
}

test_a_seen_address_settles_it if {
	way.settled with input as pod({"public": {"eips": "absent", "addresses": [eip("pod/9", {})]}})
}

_eips := {"export": "DescribeEipAddresses", "of": ""}

_instances := {"export": "DescribeInstances", "of": ""}

test_doubts[what] if {
	some what, c in {
		"no EIPs": {"public": {"eips": "absent"}, "doubts": [_eips]},
		"some EIPs": {"public": {"eips": "partial"}, "doubts": [_eips]},
		"no instance": {"public": {"static": "absent"}, "doubts": [_instances]},
		"some instances": {"public": {"static": "partial"}, "doubts": [_instances]},
		"neither": {"public": {"eips": "absent", "static": "absent"}, "doubts": [_eips, _instances]},
		"both": {"public": {}, "doubts": []},
	}
	way.doubts == c.doubts with input as pod({"public": c.public})
}

_doubtful := pod({"public": {"eips": "absent"}})

test_doubt_leaves_a_way_that_fails_unknown[verdict] if {
	some verdict in ["deny", "partial"]
	want := {
		"verdict": "unknown",
		"reason": "own-address-unknown",
		"note": "it; a public address of {origin} could serve it, and nothing tells whether there is one",
		"names": {"a": "b", "origin": "pod.address"},
		"missing": [_eips],
	}

	way.hedged(_answer(verdict)) == want with input as _doubtful
}

test_doubt_leaves_a_way_that_works_with_a_caution if {
	hedged := way.hedged(_answer("allow")) with input as _doubtful

	hedged.verdict == "allow"
	hedged.reason == "x"
	hedged.note == "it; a public address of its own would come first, and nothing tells whether it has one"
}

test_doubt_adds_to_doubt_what_is_missing if {
	more := object.union(_answer("unknown"), {"missing": [_eips]})

	way.hedged(_answer("unknown")) == more with input as _doubtful
}

test_cautions if {
	way.cautions == set() with input as base
	way.gateway_cautions == set() with input as base
	way.gateway_cautions == set() with input as pod({"ipv4_gateway": {
		"evidence": "partial",
		"present": true,
		"enabled": true,
	}})
}

test_cautions_while_evidence_lacks[evidence] if {
	some evidence in ["absent", "partial"]
	count(way.cautions) == 1 with input as pod({"public": {"dnat": evidence}})
	count(way.gateway_cautions) == 1 with input as pod({"ipv4_gateway": {"evidence": evidence}})
}
