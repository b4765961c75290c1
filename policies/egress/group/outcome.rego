package egress.group

import data.egress.balancer

_rules(side) := facts(side).rules

_types(side) := {group.type | some group in facts(side).groups}

# METADATA
# description: |
#   The rule that certainly matches and comes first. The rules of all groups are one list: the lower
#   number first, and drop before accept at one priority. A rule whose action is not known could be
#   either, so it stands between them.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
decisive(side) := _rules(side)[_first(side)[2]]

_first(side) := min([[rule.priority, _rank[rule.action], i] | some i, rule in _rules(side); rule.match == "yes"])

_rank := {"drop": 0, "other": 1, "accept": 2}

# METADATA
# description: The rules that may match and would come before the decisive one, first things first.
doubtful(side) := [_rules(side)[key[2]] |
	some key in sort([[rule.priority, _rank[rule.action], i] | some i, rule in _rules(side); rule.match == "maybe"])
	not _beaten(side, key[0], key[1])
]

_beaten(side, priority, rank) if [priority, rank] >= [_first(side)[0], _first(side)[1]]

# METADATA
# description: |
#   What can happen to the packet: accept, drop or both. A rule that may match adds its own action,
#   because it decides if it matches.
outcomes(side) := _read(array.concat(doubtful(side), [decisive(side)]))

outcomes(side) := _read(doubtful(side)) | _default(side) if not decisive(side)

_read(rules) := {action | some rule in rules; some action in _actions[rule.action]}

_actions := {"accept": {"accept"}, "drop": {"drop"}, "other": {"accept", "drop"}}

# What happens to a packet that no rule matches. On the way out a basic group accepts it and an enterprise group
# drops it; on the way in both drop it:
# https://www.alibabacloud.com/help/en/ecs/user-guide/basic-and-advanced-security-groups
_default("ingress") := {"drop"} if not balancer.present

# The groups of a load balancer end with a rule of its own that accepts everything, at the last priority:
# https://www.alibabacloud.com/help/en/slb/network-load-balancer/user-guide/security-group-overview
_default("ingress") := {"accept"} if balancer.present

_default(["egress", i]) := {action | some type in _types(["egress", i]); some action in _by_type[type]}

_default("egress") := {action | some type in _types("egress"); some action in _by_type[type]}

_by_type := {"normal": {"accept"}, "enterprise": {"drop"}, "unknown": {"accept", "drop"}}

_incomplete(side) := [group | some group in facts(side).groups; group.rules != "complete"]

# Nothing comes before a drop rule of priority 1, so rules that are not in the bundle cannot change it.
_settled(side) if count(_incomplete(side)) == 0

_settled(side) if {
	count(_incomplete(side)) > 0
	decisive(side).action == "drop"
	decisive(side).priority <= 1
}

# METADATA
# description: accept, drop, doubt, or incomplete while rules that are not in the bundle could decide.
default outcome(_) := "incomplete"

outcome(side) := [action | some action in outcomes(side)][0] if {
	_settled(side)
	count(outcomes(side)) == 1
}

outcome(side) := "doubt" if {
	_settled(side)
	count(outcomes(side)) > 1
}

# METADATA
# description: The first accept rule that the decisive drop rule overrides; undefined when there is none.
overridden(side) := _rules(side)[_later(side)[2]] if decisive(side).action == "drop"

_later(side) := min([[rule.priority, rule.match == "maybe", i] |
	some i, rule in _rules(side)
	rule.action == "accept"
])
