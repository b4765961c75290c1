# METADATA
# title: A whitelist admits every address
# description: |
#   A list of the database has an entry that stands for every address, such as 0.0.0.0/0.
#
#   The list then keeps nobody out: on a private endpoint whatever reaches the VPC gets as far as the password, on a
#   public one the whole internet does. Name the CIDR blocks of the clients, and then take the entry out. An empty
#   whitelist once meant the same to MongoDB.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-mysql/configure-an-ip-address-whitelist-for-an-apsaradb-rds-for-mysql-instance
#     description: Whitelists of RDS
#   - ref: https://www.alibabacloud.com/help/en/redis/user-guide/configure-whitelists
#     description: Whitelists of Tair and Redis
# custom:
#   severity: warning
#   code: DST-006
#   about: cluster
#   rows: []
package egress.rules.whitelist.open_list

import data.egress.exit
import data.egress.gate.whitelist
import data.egress.path

# METADATA
# description: One finding at each such entry.
findings contains {
	"at": entry.at,
	"message": sprintf("{entry} in {list} admits every %s to {database}", [_clients[entry.family]]),
	"fix": concat("", ["list the CIDR blocks of the clients", _example, ", then take {entry} out", _removal(entry)]),
	"names": object.union_n([
		whitelist.entry_names(entry),
		{"database": input.target.database.at},
		{"range": exit.facts.range | _example != ""},
	]),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	some entry in input.target.database.open
}

# METADATA
# description: One finding for lists of MongoDB that are all empty.
findings contains {
	"at": input.target.database.list_at,
	"message": "the whitelist of {database} is empty, which MongoDB may take for every address",
	"fix": concat("", ["list the CIDR blocks of the clients", whitelist.listing.text]),
	"names": object.union(whitelist.listing.names, {"database": input.target.database.at}),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	hop.reason == "lists-empty"
	input.target.kind == "mongodb"
}

_clients := {"ipv4": "IPv4 address", "ipv6": "IPv6 address", "": "address"}

default _example := ""

_example := ", such as {range}" if {
	not whitelist.public
	exit.facts.range != ""
}

default _removal(_) := ""

_removal(entry) := sprintf(": %s", [whitelist.removal(entry)]) if not entry.template

_removal(entry) := " of {list}, which other databases may share" if entry.template

# METADATA
# description: One finding at such an entry of a database that no flow has shown.
lints contains {
	"at": list.open,
	"message": "the whitelist of {database} admits every IPv4 address by {entry} in {list}",
	"fix": "list the CIDR blocks of the clients, then take {entry} out",
	"names": {"entry": list.open, "list": list.at, "database": list.database},
	"related": [],
} if {
	list := input.object.address_list
	list.open != ""
}
