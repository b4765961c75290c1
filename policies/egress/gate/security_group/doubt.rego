package egress.gate.security_group

_doubted := {
	"verdict": "unknown",
	"reason": "platform-address",
	"note": "security groups drop it, and it is not documented whether they filter {target}",
	"names": {"target": "target"},
} if {
	outcome == "drop"
	inner_access != "yes"
	_platform
}

_doubted := {
	"verdict": "unknown",
	"reason": "rules-incomplete",
	"note": _lacks[_incomplete[0].rules],
	"names": {"group": _incomplete[0].at},
	"missing": [{"export": "DescribeSecurityGroupAttribute", "of": group.at} | some group in _incomplete],
} if {
	outcome == "incomplete"
	inner_access != "yes"
}

_doubted := {
	"verdict": "unknown",
	"reason": "rule-may-match",
	"note": sprintf(_may[doubtful[0].action], [doubtful[0].priority]),
	"names": {"rule": doubtful[0].at},
	"at": doubtful[0].at,
	"missing": array.concat([item | some rule in doubtful; some item in rule.missing], _typing),
} if {
	_torn
	count(doubtful) > 0
}

_doubted := {
	"verdict": "unknown",
	"reason": "action-unknown",
	"note": sprintf("the policy of {rule} of priority %d is neither Accept nor Drop", [decisive.priority]),
	"names": {"rule": decisive.at},
	"at": decisive.at,
} if {
	_torn
	count(doubtful) == 0
	decisive
}

_doubted := {
	"verdict": "unknown",
	"reason": "default-unknown",
	"note": _undefined["unknown" in _types],
	"names": {"group": _odd.at},
	"at": _odd.at,
	"missing": _typing,
} if {
	_torn
	count(doubtful) == 0
	not decisive
}

_torn if {
	outcome == "doubt"
	inner_access != "yes"
}

# The group to name: one without a type, else the enterprise group of a mixture.
_odd := array.concat(
	[group | some group in _facts.groups; group.type == "unknown"],
	[group | some group in _facts.groups; group.type == "enterprise"],
)[0]

default _typing := []

_typing := [{"export": "DescribeSecurityGroups", "of": ""}] if {
	not decisive
	"unknown" in _types
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
