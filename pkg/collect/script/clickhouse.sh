# shellcheck shell=sh

# The command line knows the later version of the API alone, which is about enterprise clusters.
collect_clickhouse() {
	pages clickhouse-DescribeDBClusters --PageNumber --PageSize 100 clickhouse DescribeDBClusters --RegionId "$REGION" --version 2019-11-11 --force
	for clickhouse_id in $(near 'clickhouse-DescribeDBClusters.p*.json' '.DBClusters.DBCluster[]? | "\(.DBClusterId) \(.VpcId // "")"'); do
		cloud "clickhouse-DescribeDBClusterNetInfoItems.$clickhouse_id" clickhouse DescribeDBClusterNetInfoItems --DBClusterId "$clickhouse_id" --version 2019-11-11 --force
		cloud "clickhouse-DescribeDBClusterAccessWhiteList.$clickhouse_id" clickhouse DescribeDBClusterAccessWhiteList --DBClusterId "$clickhouse_id" --version 2019-11-11 --force
	done
}
