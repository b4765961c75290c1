# METADATA
# title: An entry of a whitelist stands for no client
# description: |
#   A list of the database has the entry 0.0.0.0 without a mask, which is one address and not all of them.
#
#   No client has that address, so that the entry admits nobody. Write the CIDR block that is meant.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-mysql/configure-an-ip-address-whitelist-for-an-apsaradb-rds-for-mysql-instance
#     description: Whitelists of RDS
# custom:
#   severity: warning
#   code: DST-006
#   about: cluster
#   rows: []
package egress.rules.whitelist.entry_without_mask

import data.egress.gate.whitelist
import data.egress.path

# METADATA
# description: One finding at each such entry.
findings contains {
	"at": entry.at,
	"message": "{entry} in {list} is one address, which no client has, and not all of them",
	"fix": concat("", ["list the CIDR block that is meant, and take {entry} out", _removal(entry)]),
	"names": whitelist.entry_names(entry),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	some entry in input.target.database.bare
}

default _removal(_) := ""

_removal(entry) := sprintf(": %s", [whitelist.removal(entry)])
