# METADATA
# description: |
#   What the services beside the four databases have of their own. Lists of AnalyticDB, ClickHouse and Lindorm count
#   together for every endpoint; those of Elasticsearch and Kafka are for one network each, and those of Kafka for the
#   ports of one endpoint.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/analyticdb-for-mysql/latest/data-security-configure-a-whitelist
#     description: Whitelists of AnalyticDB for MySQL
#   - ref: https://www.alibabacloud.com/help/en/analyticdb-for-postgresql/latest/modifysecurityips
#     description: Whitelists of AnalyticDB for PostgreSQL
#   - ref: https://www.alibabacloud.com/help/en/clickhouse/user-guide/configure-a-whitelist
#     description: Whitelists of ClickHouse
#   - ref: https://www.alibabacloud.com/help/en/lindorm/getting-started/configure-a-whitelist
#     description: Whitelists of Lindorm
#   - ref: https://www.alibabacloud.com/help/en/apsaramq-for-kafka/cloud-message-queue-for-kafka/user-guide/configure-a-whitelist
#     description: Whitelists of Kafka
#   - ref: https://www.alibabacloud.com/help/en/es/user-guide/configure-a-public-or-private-ip-address-whitelist-for-an-elasticsearch-cluster
#     description: Whitelists of Elasticsearch
package egress.gate.whitelist

_store if input.target.kind in {"adb", "gpdb", "clickhouse", "lindorm", "kafka", "elasticsearch"}

_separate if input.target.kind in {"kafka", "elasticsearch"}

counts := {"mix": "yes", "vpc": "yes", "classic": "yes", "internet": "no", "unknown": "maybe"} if {
	_separate
	_endpoint.type != "public"
}

counts := {"mix": "yes", "vpc": "no", "classic": "no", "internet": "yes", "unknown": "maybe"} if {
	_separate
	_endpoint.type == "public"
}

# Only what the lists of Kafka have reaches it: without a list for the port, nobody does.
# https://www.alibabacloud.com/help/en/apsaramq-for-kafka/cloud-message-queue-for-kafka/developer-reference/api-alikafka-2019-09-16-updateallowedip
_written(_) if input.target.kind == "kafka"
