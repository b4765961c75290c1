package egress.gate.whitelist

import data.egress.exit

# METADATA
# description: |
#   The list to add an address to: the first that serves the endpoint, that the console shows, and that is the
#   database's own. Not defined when there is none.
edit := [list |
	some list in sources[0].whitelist
	not list.hidden
	not list.template
	counts[list.network] == "yes"
][0]

# METADATA
# description: The place to edit: that list, the whitelist as a whole, or the database.
edited := [place |
	some place in array.concat(
		[list.at | list := edit],
		[_database.list_at, _database.at],
	)
	place != ""
][0]

# METADATA
# description: The command that adds the addresses to the list, to the default one when no list is named.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/rds/developer-reference/api-rds-2014-08-15-modifysecurityips
#     description: ModifySecurityIps of RDS
#   - ref: https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-modifysecurityips-redis
#     description: ModifySecurityIps of Tair and Redis
#   - ref: https://www.alibabacloud.com/help/en/polardb/api-polardb-2017-08-01-modifydbclusteraccesswhitelist
#     description: ModifyDBClusterAccessWhitelist of PolarDB
command := _change("Append", _parts, [edit | edit.group != ""], _endpoint_network)

# METADATA
# description: What the parts of the command stand for.
command_names := object.union_n([
	{"id": _database.id},
	{"group": edit.group | edit.group != ""},
	{part: _additions[i] | some i, part in _parts},
])

# Private addresses change with every pod and node, so that a list has to name the range that they come from. An instance
# outside the cluster keeps its own.
_additions := [exit.facts.range] if {
	not public
	not exit.outside
}

_additions := [exit.address] if {
	not public
	exit.outside
}

_additions := refused if public

_parts := ["range"] if not public

_parts := [sprintf("address%d", [i]) | some i, _ in refused] if public

_endpoint_network := {true: "vpc", false: "classic"}[_endpoint.type == "private"]
