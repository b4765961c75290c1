package egress.group

# METADATA
# description: |
#   What the groups of the side say of the packet, as the answer of a gate; undefined while its facts are not known.
answer(side) := _allowed(side)

answer(side) := _denied(side)

answer(side) := _doubted(side)

_allowed(side) := {
	"verdict": "allow",
	"reason": "rule-accepts",
	"note": sprintf("{rule} of priority %d accepts", [decisive(side).priority]),
	"names": {"rule": decisive(side).at},
	"at": decisive(side).at,
} if {
	inner_access(side) != "yes"
	outcome(side) == "accept"
	decisive(side)
}

_allowed(side) := {
	"verdict": "allow",
	"reason": "default-accepts",
	"note": _accepting(side),
	"names": {"group": default_group(side).at},
	"at": default_group(side).at,
} if {
	inner_access(side) != "yes"
	outcome(side) == "accept"
	not decisive(side)
}

_accepting("egress") := concat("", [
	"no egress rule drops and {group} is a basic group, which accepts by default",
	_caution("egress"),
])

_accepting("ingress") := "no ingress rule of {group} drops, and the groups of a load balancer accept the rest"

_denied(side) := {
	"verdict": "deny",
	"reason": "rule-drops",
	"note": sprintf("{rule} of priority %d drops", [decisive(side).priority]),
	"names": {"rule": decisive(side).at},
	"at": decisive(side).at,
} if {
	_drops(side)
	decisive(side)
}

_denied(side) := {
	"verdict": "deny",
	"reason": "no-rule-accepts",
	"note": sprintf(_dropped[side], [_caution(side)]),
	"names": {"group": default_group(side).at},
	"at": default_group(side).at,
} if {
	_drops(side)
	not decisive(side)
}

_drops(side) if {
	outcome(side) == "drop"
	inner_access(side) == "no"
}

_dropped := {
	"egress": "no egress rule accepts and {group} is an enterprise group, which drops by default%s",
	"ingress": "no ingress rule accepts and {group} drops by default%s",
}

# METADATA
# description: The group whose default is told when no rule decides, an odd one before others.
default_group(side) := array.concat(
	[group | some group in facts(side).groups; group.one_way],
	facts(side).groups,
)[0]

default _caution(_) := ""

_caution(side) := sprintf("; its rules are all %s rules: check that the export was not limited to %s", [
	_opposite[side],
	_opposite[side],
]) if {
	default_group(side).one_way
}

_opposite := {"egress": "ingress", "ingress": "egress"}
