# shellcheck shell=sh

collect_elasticsearch() {
	pages elasticsearch-ListInstance --page --size 100 elasticsearch GET /openapi/instances
	for elasticsearch_id in $(near 'elasticsearch-ListInstance.p*.json' '.Result[]? | "\(.instanceId) \(.networkConfig.vpcId // "")"'); do
		cloud "elasticsearch-DescribeInstance.$elasticsearch_id" elasticsearch GET "/openapi/instances/$elasticsearch_id"
	done
}
