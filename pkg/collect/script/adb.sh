# shellcheck shell=sh

collect_adb() {
	pages adb-DescribeDBClusters --PageNumber --PageSize 100 adb DescribeDBClusters --RegionId "$REGION"
	for adb_id in $(near 'adb-DescribeDBClusters.p*.json' '.Items.DBCluster[]? | "\(.DBClusterId) \(.VPCId // "")"'); do
		cloud "adb-DescribeDBClusterNetInfo.$adb_id" adb DescribeDBClusterNetInfo --DBClusterId "$adb_id"
		cloud "adb-DescribeDBClusterAccessWhiteList.$adb_id" adb DescribeDBClusterAccessWhiteList --DBClusterId "$adb_id"
	done
}
