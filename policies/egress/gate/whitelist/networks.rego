package egress.gate.whitelist

# METADATA
# description: |
#   Whether a list of each network type counts for the endpoint: yes, no or maybe. In the enhanced whitelist
#   mode of RDS, lists of the classic network serve classic and public endpoints, those of VPCs private ones;
#   in the standard mode, and with other products, every list serves every endpoint.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-mysql/change-the-network-isolation-mode-of-an-apsaradb-rds-for-mysql-instance-to-the-enhanced-whitelist-mode
#     description: Enhanced whitelist mode of RDS
counts := {"mix": "yes", "vpc": "yes", "classic": "yes", "unknown": "yes"} if {
	not _enhanced
	not _separate
}

counts := {"mix": "yes", "vpc": "yes", "classic": _strange, "unknown": "maybe"} if {
	_enhanced
	_endpoint.type == "private"
}

counts := {"mix": "yes", "vpc": _strange, "classic": "yes", "unknown": "maybe"} if {
	_enhanced
	_endpoint.type != "private"
}

# An instance of unknown mode with lists of one network may still be in the standard mode.
_enhanced if {
	input.target.kind == "rds"
	_database.mode != "normal"
}

default _strange := "maybe"

_strange := "no" if _database.mode == "safety"
