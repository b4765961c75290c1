package egress.gate.security_group

import data.egress.exit

_facts := exit.facts.security_group

_rules := _facts.rules

_types contains group.type if some group in _facts.groups

# METADATA
# description: |
#   The rule that certainly matches and comes first. The rules of all groups are one list: the lower
#   number first, and drop before accept at one priority. A rule whose action is not known could be
#   either, so it stands between them.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
decisive := _rules[_first[2]]

_first := min([[rule.priority, _rank[rule.action], i] | some i, rule in _rules; rule.match == "yes"])

_rank := {"drop": 0, "other": 1, "accept": 2}

# METADATA
# description: The rules that may match and would come before the decisive one, first things first.
doubtful := [_rules[key[2]] |
	some key in sort([[rule.priority, _rank[rule.action], i] | some i, rule in _rules; rule.match == "maybe"])
	not _beaten(key[0], key[1])
]

_beaten(priority, rank) if [priority, rank] >= [_first[0], _first[1]]

# METADATA
# description: |
#   What can happen to the packet: accept, drop or both. A rule that may match adds its own action,
#   because it decides if it matches; basic groups accept what no rule matches, enterprise groups drop it.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/basic-and-advanced-security-groups
#     description: Basic and advanced security groups
outcomes contains action if some action in _actions[doubtful[_].action]

outcomes contains action if some action in _actions[decisive.action]

outcomes contains "accept" if {
	not decisive
	_types != {"enterprise"}
}

outcomes contains "drop" if {
	not decisive
	_types != {"normal"}
}

_actions := {"accept": {"accept"}, "drop": {"drop"}, "other": {"accept", "drop"}}

_incomplete := [group | some group in _facts.groups; group.rules != "complete"]

# Nothing comes before a drop rule of priority 1, so rules that are not in the bundle cannot change it.
_settled if count(_incomplete) == 0

_settled if {
	count(_incomplete) > 0
	decisive.action == "drop"
	decisive.priority <= 1
}

# METADATA
# description: accept, drop, doubt, or incomplete while rules that are not in the bundle could decide.
default outcome := "incomplete"

outcome := [action | some action in outcomes][0] if {
	_settled
	count(outcomes) == 1
}

outcome := "doubt" if {
	_settled
	count(outcomes) > 1
}

# METADATA
# description: The first accept rule that the decisive drop rule overrides; undefined when there is none.
overridden := _rules[_later[2]] if decisive.action == "drop"

_later := min([[rule.priority, rule.match == "maybe", i] | some i, rule in _rules; rule.action == "accept"])
