package egress.group

_doubted(side) := {
	"verdict": "unknown",
	"reason": "rules-incomplete",
	"note": _lacks[_incomplete(side)[0].rules],
	"names": {"group": _incomplete(side)[0].at},
	"missing": array.concat(
		[{"export": "DescribeSecurityGroupAttribute", "of": group.at} | some group in _incomplete(side)],
		_membership(side),
	),
} if {
	outcome(side) == "incomplete"
	inner_access(side) != "yes"
}

_doubted(side) := {
	"verdict": "unknown",
	"reason": "rule-may-match",
	"note": sprintf(_may[doubtful(side)[0].action], [doubtful(side)[0].priority]),
	"names": {"rule": doubtful(side)[0].at},
	"at": doubtful(side)[0].at,
	"missing": array.concat(
		[item | some rule in doubtful(side); some item in rule.missing],
		array.concat(_typing(side), _membership(side)),
	),
} if {
	_torn(side)
	count(doubtful(side)) > 0
}

_doubted(side) := {
	"verdict": "unknown",
	"reason": "action-unknown",
	"note": sprintf("the policy of {rule} of priority %d is neither Accept nor Drop", [decisive(side).priority]),
	"names": {"rule": decisive(side).at},
	"at": decisive(side).at,
} if {
	_torn(side)
	count(doubtful(side)) == 0
	decisive(side)
}

# On the way in all types drop what no rule matches, so this is about the way out.
_doubted(side) := {
	"verdict": "unknown",
	"reason": "default-unknown",
	"note": _undefined["unknown" in _types(side)],
	"names": {"group": _odd(side).at},
	"at": _odd(side).at,
	"missing": _typing(side),
} if {
	_torn(side)
	count(doubtful(side)) == 0
	not decisive(side)
}

_torn(side) if {
	outcome(side) == "doubt"
	inner_access(side) != "yes"
}

# The group to name: one without a type, else the enterprise group of a mixture.
_odd(side) := array.concat(
	[group | some group in facts(side).groups; group.type == "unknown"],
	[group | some group in facts(side).groups; group.type == "enterprise"],
)[0]

default _typing(_) := []

_typing("egress") := [{"export": "DescribeSecurityGroups", "of": ""}] if {
	not decisive("egress")
	"unknown" in _types("egress")
}

_lacks := {
	"absent": "the rules of {group} are not in the bundle",
	"partial": "the bundle holds only a part of the rules of {group}",
}

_may := {
	"accept": "{rule} of priority %d accepts if it matches, which is not known",
	"drop": "{rule} of priority %d drops if it matches, which is not known",
	"other": "{rule} of priority %d may match, and its policy is neither Accept nor Drop",
}

_undefined := {
	true: "no egress rule matches, and nothing tells whether {group} is a basic group, which accepts by default",
	false: "no egress rule matches, and {group} is an enterprise group beside a basic one, with another default",
}
