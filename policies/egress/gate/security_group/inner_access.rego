package egress.gate.security_group

# METADATA
# description: |
#   Whether members of a basic group reach each other whatever its rules say: yes, no, or maybe while the
#   type or the internal access policy of a shared group is not known.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-modifysecuritygrouppolicy
#     description: ModifySecurityGroupPolicy
default inner_access := "no"

inner_access := "yes" if _opening

inner_access := "maybe" if {
	not _opening
	_shared
}

_opening := [group |
	some group in _facts.groups
	group.shared == "yes"
	group.type == "normal"
	group.inner == "accept"
][0]

_allowed := {
	"verdict": "allow",
	"reason": "inner-access",
	"note": "{group} lets its members reach each other",
	"names": {"group": _opening.at},
	"at": _opening.at,
} if {
	inner_access == "yes"
}

_doubted := {
	"verdict": "unknown",
	"reason": "inner-access-unknown",
	"note": "the rules drop it, but source and destination share {group}, whose members may reach each other",
	"names": {"group": _shared.at},
	"at": _shared.at,
	"missing": [
		{"export": "DescribeSecurityGroupAttribute", "of": _shared.at},
		{"export": "DescribeSecurityGroups", "of": ""},
	],
} if {
	outcome == "drop"
	inner_access == "maybe"
	not _platform
}

_shared := [group |
	some group in _facts.groups
	group.shared == "yes"
	group.type != "enterprise"
	group.inner != "drop"
][0]
