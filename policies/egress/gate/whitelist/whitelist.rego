# METADATA
# title: Whitelist of a database
# description: |
#   The endpoint that the packet goes to, then the address lists and the security groups that the database
#   admits, for RDS, Redis (Tair), MongoDB, PolarDB, AnalyticDB, ClickHouse, Lindorm, Kafka and Elasticsearch.
#   Private endpoints see the address that the packet leaves with, public endpoints the public address that the
#   way out gives it.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-mysql/configure-an-ip-address-whitelist-for-an-apsaradb-rds-for-mysql-instance
#     description: Whitelists of RDS
#   - ref: https://www.alibabacloud.com/help/en/redis/user-guide/configure-whitelists
#     description: Whitelists of Tair and Redis
package egress.gate.whitelist

# METADATA
# description: The answer; undefined for targets that are no database, and for packets that never leave for one.
hop := object.union(
	{
		"gate": "whitelist",
		"reason": reason,
		"names": {},
		"at": "",
		"missing": [],
		"egress": [],
	},
	_answer,
) if {
	_states[input.target.kind]
	not _astray
}

_answer := _passed if _running

_answer := {
	"verdict": "unknown",
	"reason": "not-running",
	"note": sprintf("the whitelist admits it, but {database} is in state %q", [_database.status]),
	"names": {"database": _database.at},
	"at": _database.at,
} if {
	reason in {"anyone", "list-admits", "group-admits", "password-free"}
	not _running
}

_answer := _refused

_answer := _doubted

_database := input.target.database

# METADATA
# description: |
#   Why the gate answers as it does while the database runs: the first that applies, so that whatever admits
#   comes before what doubts, and that before what refuses.
reason := [candidate |
	some candidate in [
		"database-unknown", "endpoint-unknown", "protocol-unknown", "port-unknown", "wrong-port",
		"anyone", "list-admits", "password-free", "group-admits",
		"lists-absent", "exit-unknown", "way-unknown", "entry-unread", "network-unknown",
		"password-free-elsewhere", "group-of-pod", "groups-unknown", "runtime-whitelist",
		"injector-unknown",
		"lists-truncated", "groups-truncated", "templates-truncated", "lists-empty", "partly-admitted", "network-type",
		"lacks-pod-vswitch", "lacks-node-vswitch", "lacks-public-address",
	]
	candidate in _applying
][0]

_running if _database.status == ""

_running if lower(_database.status) == _states[input.target.kind]

# The word of each service for an instance that runs. Kafka has a number:
# https://www.alibabacloud.com/help/en/apsaramq-for-kafka/cloud-message-queue-for-kafka/developer-reference/api-alikafka-2019-09-16-getinstancelist
_states := {
	"rds": "running",
	"redis": "normal",
	"mongodb": "running",
	"polardb": "running",
	"adb": "running",
	"gpdb": "running",
	"clickhouse": "running",
	"lindorm": "activation",
	"kafka": "5",
	"elasticsearch": "active",
}
