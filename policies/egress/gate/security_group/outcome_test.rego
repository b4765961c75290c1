package egress.gate.security_group_test

import data.egress.gate.security_group

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
	{"normal"}: {"accept"},
	{"enterprise"}: {"drop"},
	{"unknown"}: {"accept", "drop"},
	{"normal", "enterprise"}: {"accept", "drop"},
}

_oracle(rules, types) := {outcome |
	some a in _roles(rules, 0)
	some b in _roles(rules, 1)
	some c in _roles(rules, 2)
	some fall in _falls[types]
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

test_outcomes_are_those_of_every_reading[name] if {
	some types, _ in _falls
	name := concat("-", types)

	wrong := [rules |
		some rules in _lists
		got := security_group.outcomes with input as _input(_groups_of(types), _numbered(rules))
		got != _oracle(rules, types)
	]
	count(_lists) == 147
	wrong == []
}

_mixed := [
	_rule(0, 3, "accept", "yes"),
	_rule(1, 2, "drop", "maybe"),
	_rule(2, 3, "drop", "maybe"),
	_rule(3, 4, "drop", "yes"),
]

test_the_order_of_rules_means_nothing if {
	notes := {note |
		some order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [0, 1, 2, 3, 3, 1]]
		rules := [_mixed[i] | some i in order]
		note := security_group.hop.note with input as _input([_group("normal")], rules)
	}
	notes == {"{rule} of priority 2 drops if it matches, which is not known"}
}

test_rules_after_the_decisive_one_mean_nothing if {
	security_group.outcome == "accept" with input as _input([_group("enterprise")], [_mixed[0], _mixed[3]])
}

test_missing_rules_leave_it_unknown[name] if {
	some evidence in ["absent", "partial"]
	some name, rules in {
		"none": [],
		"accept": [_rule(0, 1, "accept", "yes")],
		"late drop": [_rule(0, 2, "drop", "yes")],
	}

	groups := [object.union(_group("enterprise"), {"rules": evidence})]
	security_group.hop.verdict == "unknown" with input as _input(groups, rules)
	missing := [{"export": "DescribeSecurityGroupAttribute", "of": "pod/1"}]
	security_group.hop.missing == missing with input as _input(groups, rules)
}

test_missing_rules_cannot_come_before_a_drop_of_priority_1 if {
	groups := [object.union(_group("normal"), {"rules": "partial"})]

	security_group.hop.reason == "rule-drops" with input as _input(groups, [_rule(0, 1, "drop", "yes")])
}

test_overridden_is_the_first_accept_rule if {
	rules := [_rule(0, 1, "drop", "yes"), _rule(1, 7, "accept", "yes"), _rule(2, 5, "accept", "yes")]

	security_group.overridden.at == "pod/12" with input as _input([_group("normal")], rules)
}
