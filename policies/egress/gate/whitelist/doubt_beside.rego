package egress.gate.whitelist

# What admits clients beside the lists is judged as if it were not there while no export tells, but not while one tells a
# part.
_applying contains "groups-truncated" if _database.groups == "partial"

_applying contains "templates-truncated" if _database.templates == "partial"

_doubted := {
	"verdict": "unknown",
	"note": sprintf("the bundle holds only a part of %s, and nothing in it admits the packet", [_beside[reason].what]),
	"names": {"database": _database.at},
	"at": _database.at,
	"missing": [{"export": _beside[reason].export, "of": _id}],
}

_beside := {
	"groups-truncated": {
		"what": "the security groups that {database} admits",
		"export": "DescribeSecurityGroupConfiguration",
	},
	"templates-truncated": {
		"what": "the whitelist templates of {database}",
		"export": {
			true: "DescribeInstanceLinkedWhitelistTemplate",
			false: "DescribeGlobalSecurityIPGroupRelation",
		}[input.target.kind == "rds"],
	},
}
