# METADATA
# title: The whitelist of a database does not admit the public address
# description: |
#   The flow goes to a public endpoint, and no list that serves it holds the public address that the packet
#   leaves with, or not all of those that it may leave with.
#
#   A public endpoint sees the EIP of the pod, of its node or of the NAT gateway, never a private address. A NAT
#   gateway picks any of the addresses of an SNAT entry, so all of them have to be admitted. Add them, or use
#   the private endpoint where the VPC reaches it.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-mysql/configure-an-ip-address-whitelist-for-an-apsaradb-rds-for-mysql-instance
#     description: Whitelists of RDS
#   - ref: https://www.alibabacloud.com/help/en/redis/user-guide/configure-whitelists
#     description: Whitelists of Tair and Redis
# custom:
#   severity: error
#   code: DST-001
#   rows: [R011, R013]
package egress.rules.whitelist.lacks_public_address

import data.egress.gate.whitelist
import data.egress.path

# METADATA
# description: One finding at the list to edit, for all addresses that are not admitted.
findings contains {
	"at": whitelist.edited,
	"message": sprintf("the whitelist of {database} does not admit %s, %s", [_addresses, _use[hop.verdict]]),
	"fix": sprintf("add %s: %s, or use the private endpoint of {database}", [_addresses, whitelist.command]),
	"names": object.union(whitelist.command_names, {"database": input.target.database.at, "source": "source"}),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	hop.reason in {"lacks-public-address", "partly-admitted"}
	whitelist.public
}

_addresses := concat(", ", [sprintf("{address%d}", [i]) | some i, _ in whitelist.refused])

_use := {
	"deny": "with which {source} reaches its public endpoint",
	"partial": "with which {source} may reach its public endpoint",
}
