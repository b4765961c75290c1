package egress.gate.whitelist

import data.egress.exit

# METADATA
# description: |
#   The commands that add the part range to the list of an entry, and that take the part entry out of it. Not defined for
#   services that change lists by other calls.
addition(entry) := _change("Append", ["range"], _named(entry), entry.network)

removal(entry) := _change("Delete", ["entry"], _named(entry), entry.network)

_named(entry) := [entry | entry.group != ""]

# METADATA
# description: What the parts of the texts about an entry stand for.
entry_names(entry) := object.union_n([
	{"entry": entry.at, "list": entry.list, "id": _database.id},
	{"group": entry.group | entry.group != ""},
])

# METADATA
# description: |
#   How to list the range that the source has its private address of: what follows the words, and what its parts stand
#   for. Empty for targets that are no database, and where nothing tells the range.
default listing := {"text": "", "names": {}}

listing := {"text": sprintf(": %s", [command]), "names": command_names} if {
	not public
	exit.facts.range != ""
}

# How the list changes, the parts that name the entries, the list when one is to be named, and its network, which the
# command names in the enhanced mode.
_change(mode, entries, lists, network) := concat(" ", array.concat(
	[
		sprintf("aliyun %s {id} --ModifyMode %s", [_apis[input.target.kind].call, mode]),
		sprintf("--%s %s", [object.get(_apis[input.target.kind], "addresses", "SecurityIps"), _joined(entries)]),
	],
	array.concat(
		[sprintf("--%s {group}", [_apis[input.target.kind].group]) | some _ in lists],
		[sprintf("--WhitelistNetworkType %s", [_types[network]]) | _database.mode == "safety"],
	),
))

_joined(entries) := concat(",", [sprintf("{%s,}", [entry]) | some entry in entries])

_types := {"vpc": "VPC", "classic": "Classic"}

_apis := {
	"rds": {"call": "rds ModifySecurityIps --DBInstanceId", "group": "DBInstanceIPArrayName"},
	"redis": {"call": "r-kvstore ModifySecurityIps --InstanceId", "group": "SecurityIpGroupName"},
	"mongodb": {"call": "dds ModifySecurityIps --DBInstanceId", "group": "SecurityIpGroupName"},
	"polardb": {"call": "polardb ModifyDBClusterAccessWhitelist --DBClusterId", "group": "DBClusterIPArrayName"},
	"adb": {"call": "adb ModifyDBClusterAccessWhiteList --DBClusterId", "group": "DBClusterIPArrayName"},
	"gpdb": {"call": "gpdb ModifySecurityIps --DBInstanceId", "group": "DBInstanceIPArrayName", "addresses": "SecurityIPList"},
	"clickhouse": {
		"call": "clickhouse ModifyDBClusterAccessWhiteList --version 2019-11-11 --force --DBClusterId",
		"group": "DBClusterIPArrayName",
	},
}
