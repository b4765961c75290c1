package egress.group_test

import data.egress.group

# Every list of up to three rules, compared with an oracle that sorts nothing: it tries each rule that may
# match as one that does and one that does not, and each strange action as an accept and as a drop.
_kinds := [kind |
	some priority in [1, 2]
	some action in ["accept", "drop", "other"]
	some match in ["yes", "maybe"]
	kind := {"priority": priority, "action": action, "match": match}
]

_lists contains []

_lists contains [a] if some a in _kinds

_lists contains [_kinds[i], _kinds[j]] if {
	some j in numbers.range(0, 11)
	some i in numbers.range(0, j)
}

_lists contains [_plain[i], _plain[j], _plain[k]] if {
	some k in numbers.range(2, 7)
	some j in numbers.range(1, k - 1)
	some i in numbers.range(0, j - 1)
}

_plain := [kind | some kind in _kinds; kind.action != "other"]

_reads := {"accept": {"accept"}, "drop": {"drop"}, "other": {"accept", "drop"}}

_skips := {"yes": set(), "maybe": {"none"}}

_roles(rules, i) := _reads[rules[i].action] | _skips[rules[i].match] if i < count(rules)

_roles(rules, i) := {"none"} if i >= count(rules)

_falls := {
	"egress": {
		{"normal"}: {"accept"},
		{"enterprise"}: {"drop"},
		{"unknown"}: {"accept", "drop"},
		{"normal", "enterprise"}: {"accept", "drop"},
	},
	"ingress": {{"normal", "unknown"}: {"drop"}},
}

_oracle(side, rules, types) := {outcome |
	some a in _roles(rules, 0)
	some b in _roles(rules, 1)
	some c in _roles(rules, 2)
	some fall in _falls[side][types]
	outcome := _walk(rules, [a, b, c], fall)
}

_walk(rules, roles, fall) := [verdict |
	some priority in [1, 2, 3]
	some verdict in _at_priority(rules, roles, fall, priority)
][0]

_at_priority(_, _, fall, 3) := [fall]

_at_priority(rules, roles, _, priority) := [verdict |
	priority < 3
	some verdict in ["drop", "accept"]
	some i, rule in rules
	rule.priority == priority
	roles[i] == verdict
] if {
	priority < 3
}

_numbered(rules) := [_rule(i, rule.priority, rule.action, rule.match) | some i, rule in rules]

_groups_of(types) := [object.union(_group(type), {"at": sprintf("pod/%s", [type])}) | some type in types]

_misread(side, types) := [rules |
	some rules in _lists
	got := group.outcomes(side) with input as _input(side, _groups_of(types), _numbered(rules))
	got != _oracle(side, rules, types)
]

test_readings_of_basic_groups if _misread("egress", {"normal"}) == []

test_readings_of_enterprise_groups if _misread("egress", {"enterprise"}) == []

test_readings_of_groups_of_unknown_type if _misread("egress", {"unknown"}) == []

test_readings_of_groups_of_both_types if _misread("egress", {"normal", "enterprise"}) == []

test_readings_on_arrival if _misread("ingress", {"normal", "unknown"}) == []

test_lists_of_every_length if count(_lists) == 147

_mixed := [
	_rule(0, 3, "accept", "yes"),
	_rule(1, 2, "drop", "maybe"),
	_rule(2, 3, "drop", "maybe"),
	_rule(3, 4, "drop", "yes"),
]

test_the_order_of_rules_means_nothing[side] if {
	some side in ["egress", "ingress"]
	notes := {note |
		some order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [0, 1, 2, 3, 3, 1]]
		rules := [_mixed[i] | some i in order]
		note := group.answer(side).note with input as _input(side, [_group("normal")], rules)
	}
	notes == {"{rule} of priority 2 drops if it matches, which is not known"}
}

test_rules_after_the_decisive_one_mean_nothing[side] if {
	some side in ["egress", "ingress"]

	group.outcome(side) == "accept" with input as _input(side, [_group("enterprise")], [_mixed[0], _mixed[3]])
}

test_missing_rules_leave_it_unknown[name] if {
	some side in ["egress", "ingress"]
	some evidence in ["absent", "partial"]
	some what, rules in {
		"none": [],
		"accept": [_rule(0, 1, "accept", "yes")],
		"late drop": [_rule(0, 2, "drop", "yes")],
	}
	name := concat(" ", [what, evidence, side])

	groups := [object.union(_group("enterprise"), {"rules": evidence})]
	answer := group.answer(side) with input as _input(side, groups, rules)
	answer.verdict == "unknown"
	answer.missing == [{"export": "DescribeSecurityGroupAttribute", "of": "pod/1"}]
}

test_missing_rules_cannot_come_before_a_drop_of_priority_1[side] if {
	some side in ["egress", "ingress"]
	groups := [object.union(_group("normal"), {"rules": "partial"})]

	group.answer(side).reason == "rule-drops" with input as _input(side, groups, [_rule(0, 1, "drop", "yes")])
}

test_overridden_is_the_first_accept_rule[side] if {
	some side in ["egress", "ingress"]
	rules := [_rule(0, 1, "drop", "yes"), _rule(1, 7, "accept", "yes"), _rule(2, 5, "accept", "yes")]

	group.overridden(side).at == "pod/12" with input as _input(side, [_group("normal")], rules)
}
