package egress.group

# What would tell whether the members reach each other, whatever the rules say.
default _membership(_) := []

_membership(side) := array.concat(_unplaced(side), _untold(side)) if inner_access(side) == "maybe"

default _unplaced(_) := []

_unplaced(side) := membership if _shared(side).shared == "maybe"

default _untold(_) := []

_untold(side) := [
	{"export": "DescribeSecurityGroupAttribute", "of": _shared(side).at},
	{"export": "DescribeSecurityGroups", "of": ""},
] if {
	[_shared(side).type, _shared(side).inner] != ["normal", "accept"]
}
