package egress.group

import data.egress.exit

# METADATA
# description: |
#   Whether members of a basic group reach each other whatever its rules say: yes, no, or maybe while the type or
#   the internal access policy of a shared group is not known. On the way in, where nothing passes by default,
#   a source whose groups are not known may be a member too; on the way out, a destination whose ENI an export
#   that is missing would tell.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifysecuritygrouppolicy
#     description: ModifySecurityGroupPolicy
default inner_access(_) := "no"

inner_access(side) := "yes" if _opening(side)

inner_access(side) := "maybe" if {
	not _opening(side)
	_shared(side)
}

_opening(side) := [group |
	_membered(side)
	some group in facts(side).groups
	group.shared == "yes"
	group.type == "normal"
	group.inner == "accept"
][0]

_shared(side) := [group |
	_membered(side)
	some shared in _sharing[side]
	some group in facts(side).groups
	group.shared == shared
	group.type != "enterprise"
	group.inner != "drop"
][0]

_sharing := {
	"egress": array.concat(["yes"], ["maybe" | count(exit.facts.inbound.missing) > 0]),
	"ingress": ["yes", "maybe"],
}

_allowed(side) := {
	"verdict": "allow",
	"reason": "inner-access",
	"note": "{group} lets its members reach each other",
	"names": {"group": _opening(side).at},
	"at": _opening(side).at,
} if {
	inner_access(side) == "yes"
	not _overrules(side)
}

_allowed(side) := {
	"verdict": "allow",
	"reason": "inner-access",
	"note": sprintf("{group} lets its members reach each other, although {rule} of priority %d drops", [
		decisive(side).priority,
	]),
	"names": {"group": _opening(side).at, "rule": decisive(side).at},
	"at": _opening(side).at,
} if {
	inner_access(side) == "yes"
	_overrules(side)
}

_overrules(side) if {
	outcome(side) == "drop"
	decisive(side)
}

_doubted(side) := {
	"verdict": "unknown",
	"reason": "inner-access-unknown",
	"note": sprintf("the rules drop it, but source and destination %s {group}, whose members may reach each other", [
		{"yes": "share", "maybe": "may share"}[_shared(side).shared],
	]),
	"names": {"group": _shared(side).at},
	"at": _shared(side).at,
	"missing": _membership(side),
} if {
	outcome(side) == "drop"
	inner_access(side) == "maybe"
}
