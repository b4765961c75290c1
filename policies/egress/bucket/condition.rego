package egress.bucket

# METADATA
# description: The conditions of a statement on where a request comes from.
places(statement) := [condition | some condition in statement.conditions; _by_place(condition)]

_by_place(condition) if by_vpc(condition)

_by_place(condition) if by_address(condition)

# METADATA
# description: Whether a condition is about the VPC of a request.
by_vpc(condition) if condition.key in {"acs:sourcevpc", "acs:sourcevpcid"}

# METADATA
# description: Whether a condition is about the address of a request.
by_address(condition) if condition.key == "acs:sourceip"

# METADATA
# description: Whether the operator of a condition asks for what is not among the values.
negative(condition) if condition.operator in {
	"stringnotequals",
	"stringnotequalsignorecase",
	"stringnotlike",
	"notipaddress",
}

_positive(condition) if condition.operator in {
	"stringequals",
	"stringequalsignorecase",
	"stringlike",
	"ipaddress",
}

# Whether a request meets a condition: yes, no, part of those that may come, maybe while nothing tells, or other
# where files do not show it.
_met(condition, source) := _held(condition, source) if _positive(condition)

_met(condition, source) := _opposite[_held(condition, source)] if negative(condition)

_met(condition, _) := _secured[condition.flag] if {
	condition.operator == "bool"
	condition.key == "acs:securetransport"
}

_met(condition, _) := "other" if {
	not _positive(condition)
	not negative(condition)
	not condition.key == "acs:securetransport"
}

_met(condition, _) := "other" if {
	condition.key == "acs:securetransport"
	condition.operator != "bool"
	not _positive(condition)
	not negative(condition)
}

_opposite := {"yes": "no", "no": "yes", "part": "part", "maybe": "maybe", "other": "other"}

# A request over a public endpoint has no VPC, whatever it is compared with.
_held(condition, _) := "no" if {
	by_vpc(condition)
	public
}

_held(condition, _) := condition.matches if {
	by_vpc(condition)
	not public
}

_held(condition, source) := _within(source.whitelist[condition.list]) if {
	by_address(condition)
	count(source.whitelist) > 0
}

_held(condition, source) := "maybe" if {
	by_address(condition)
	count(source.whitelist) == 0
}

_held(condition, _) := "other" if not _by_place(condition)

_within(list) := list.covers if list.covers in {"yes", "no"}

_within(list) := {true: "other", false: "part"}[list.unread] if list.covers == "maybe"

# OSS speaks TLS on port 443 and none on port 80.
_secured := {"true": "yes", "false": "no", "": "other"} if input.flow.port == 443

_secured := {"true": "no", "false": "yes", "": "other"} if input.flow.port == 80

_secured := {"true": "other", "false": "other", "": "other"} if not input.flow.port in {80, 443}
