package egress.gate.security_group

_allowed := {
	"verdict": "allow",
	"reason": "rule-accepts",
	"note": sprintf("{rule} of priority %d accepts", [decisive.priority]),
	"names": {"rule": decisive.at},
	"at": decisive.at,
} if {
	inner_access != "yes"
	outcome == "accept"
	decisive
}

_allowed := {
	"verdict": "allow",
	"reason": "default-accepts",
	"note": sprintf("no egress rule drops and {group} is a basic group, which accepts by default%s", [_caution]),
	"names": {"group": default_group.at},
	"at": default_group.at,
} if {
	inner_access != "yes"
	outcome == "accept"
	not decisive
}

_denied := {
	"verdict": "deny",
	"reason": "rule-drops",
	"note": sprintf("{rule} of priority %d drops", [decisive.priority]),
	"names": {"rule": decisive.at},
	"at": decisive.at,
} if {
	_drops
	decisive
}

_denied := {
	"verdict": "deny",
	"reason": "no-rule-accepts",
	"note": sprintf("no egress rule accepts and {group} is an enterprise group, which drops by default%s", [
		_caution,
	]),
	"names": {"group": default_group.at},
	"at": default_group.at,
} if {
	_drops
	not decisive
}

_drops if {
	outcome == "drop"
	inner_access == "no"
	not _platform
}

# No documentation tells whether security groups filter the platform's own addresses.
_platform if "platform" in input.target.ranges

# METADATA
# description: The group whose default is told when no rule decides, an odd one before others.
default_group := array.concat([group | some group in _facts.groups; group.one_way], _facts.groups)[0]

default _caution := ""

_caution := "; its rules are all ingress rules: check that the export was not limited to ingress" if {
	default_group.one_way
}
