package egress.gate.whitelist

import data.egress.exit

_endpoint := _database.endpoint

_applying contains "database-unknown" if not _database.found

_applying contains "endpoint-unknown" if not _endpoint.known

# An export that does not tell the port cannot show that it is another one.
_applying contains "endpoint-unknown" if {
	not _endpoint.port_open
	_endpoint.ports == ""
}

# The address of an endpoint in another VPC can be one of the source's VPC too, and is then looked for there: the route
# gate tells so, and no packet meets the lists.
_astray if {
	_endpoint.type == "private"
	_endpoint.vpc == "other"
	input.target.resolved
	input.target.subnet
	exit.facts.route.evidence == "complete"
	exit.facts.route.covering[0].match == "yes"
	exit.facts.route.covering[0].hops[0].type == "local"
}

_doubted := {
	"verdict": "unknown",
	"note": "no export in the bundle describes {database}",
	"names": {"database": "target"},
	"missing": _missing([_exports.endpoints, _exports.lists]),
} if {
	reason == "database-unknown"
}

_doubted := {
	"verdict": "unknown",
	"note": "the bundle does not tell the endpoint of {database} and its port",
	"names": {"database": _database.at},
	"missing": _missing([_exports.endpoints]),
} if {
	reason == "endpoint-unknown"
}

# The host tells which of the answers are lacking; when it has them all, those asked for say too little.
_missing(exports) := _lacking_of(exports) if count(_lacking_of(exports)) > 0

_missing(exports) := [{"export": export, "of": _id} | some export in exports] if count(_lacking_of(exports)) == 0

_lacking_of(exports) := [item | some item in _database.missing; item.export in exports]

_id := {true: "target", false: _database.id}[_database.id == ""]

_exports := {
	"rds": {"endpoints": "DescribeDBInstanceNetInfo", "lists": "DescribeDBInstanceIPArrayList"},
	"redis": {"endpoints": "DescribeDBInstanceNetInfo", "lists": "DescribeSecurityIps"},
	"mongodb": {"endpoints": "DescribeDBInstanceAttribute", "lists": "DescribeSecurityIps"},
	"polardb": {"endpoints": "DescribeDBClusterEndpoints", "lists": "DescribeDBClusterAccessWhitelist"},
	"adb": {"endpoints": "DescribeDBClusterNetInfo", "lists": "DescribeDBClusterAccessWhiteList"},
	"gpdb": {"endpoints": "DescribeDBInstanceNetInfo", "lists": "DescribeDBInstanceIPArrayList"},
	"clickhouse": {"endpoints": "DescribeDBClusterNetInfoItems", "lists": "DescribeDBClusterAccessWhiteList"},
	"lindorm": {"endpoints": "GetLindormInstanceEngineList", "lists": "GetInstanceIpWhiteList"},
	"kafka": {"endpoints": "GetInstanceList", "lists": "GetAllowedIpList"},
	"elasticsearch": {"endpoints": "DescribeInstance", "lists": "DescribeInstance"},
}[input.target.kind]
