package egress.gate.security_group_test

import data.egress.gate.security_group
import data.egress.way_test as sample

_group(type, rules) := {
	"known": true,
	"groups": [{"at": "pod/1", "type": type, "rules": "complete", "one_way": false, "inner": "accept", "shared": "no"}],
	"rules": rules,
	"missing": [],
}

_accept := [{"at": "pod/2", "priority": 1, "action": "accept", "match": "yes", "missing": []}]

_drop := [{"at": "pod/2", "priority": 1, "action": "drop", "match": "yes", "missing": []}]

_unknown(groups) := sample.pod({
	"security_group": {"known": false, "groups": [], "rules": [], "missing": []},
	"any_group": groups,
})

test_a23_every_group_of_the_vpc_accepts if {
	basic := [_group("normal", []), _group("normal", _accept)]

	security_group.hop.verdict == "allow" with input as _unknown(basic)
	security_group.hop.reason == "any-group-accepts" with input as _unknown(basic)
	security_group.hop.missing == [] with input as _unknown(basic)
}

test_a23_rules_of_every_group_accept if {
	both := [_group("normal", _accept), _group("enterprise", _accept)]

	security_group.hop.reason == "any-group-accepts" with input as _unknown(both)
}

test_a23_unknown_while_the_groups_do_not_agree[why] if {
	some why, groups in {
		"one drops": [_group("normal", []), _group("normal", _drop)],
		"one drops by default": [_group("normal", []), _group("enterprise", [])],
		"defaults of both types": [_group("normal", []), _group("enterprise", _accept)],
		"all drop": [_group("enterprise", [])],
		"type unknown": [_group("unknown", [])],
		"none is known": [],
	}

	security_group.hop.reason == "groups-unknown" with input as _unknown(groups)
}

test_a23_unknown_while_rules_are_missing if {
	partly := object.union(_group("normal", []), {"groups": [object.union(_group("normal", []).groups[0], {"rules": "absent"})]})

	security_group.hop.reason == "groups-unknown" with input as _unknown([partly])
}
