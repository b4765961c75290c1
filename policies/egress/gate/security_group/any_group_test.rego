package egress.gate.security_group_test

import data.egress.gate.security_group
import data.egress.way_test as sample

_lone(type, rules) := {
	"known": true,
	"groups": [{"at": "pod/1", "type": type, "rules": "complete", "one_way": false, "inner": "accept", "shared": "no"}],
	"rules": rules,
	"missing": [],
}

_lone_accept := [{"at": "pod/2", "priority": 1, "action": "accept", "match": "yes", "missing": []}]

_lone_drop := [{"at": "pod/2", "priority": 1, "action": "drop", "match": "yes", "missing": []}]

_unexported(groups) := sample.pod({
	"security_group": {"known": false, "groups": [], "rules": [], "missing": []},
	"any_group": groups,
})

test_a23_every_group_of_the_vpc_accepts if {
	basic := [_lone("normal", []), _lone("normal", _lone_accept)]

	security_group.hop.verdict == "allow" with input as _unexported(basic)
	security_group.hop.reason == "any-group-accepts" with input as _unexported(basic)
	security_group.hop.missing == [] with input as _unexported(basic)
}

test_a23_rules_of_every_group_lone_accept if {
	both := [_lone("normal", _lone_accept), _lone("enterprise", _lone_accept)]

	security_group.hop.reason == "any-group-accepts" with input as _unexported(both)
}

test_a23_unknown_while_the_groups_do_not_agree[why] if {
	some why, groups in {
		"one drops": [_lone("normal", []), _lone("normal", _lone_drop)],
		"one drops by default": [_lone("normal", []), _lone("enterprise", [])],
		"defaults of both types": [_lone("normal", []), _lone("enterprise", _lone_accept)],
		"all drop": [_lone("enterprise", [])],
		"type unknown": [_lone("unknown", [])],
		"none is known": [],
	}

	security_group.hop.reason == "groups-unknown" with input as _unexported(groups)
}

test_a23_unknown_while_rules_are_missing if {
	partly := object.union(_lone("normal", []), {"groups": [object.union(_lone("normal", []).groups[0], {"rules": "absent"})]})

	security_group.hop.reason == "groups-unknown" with input as _unexported([partly])
}
