# shellcheck shell=sh

collect_polardb() {
	pages polardb-DescribeDBClusters --PageNumber --PageSize 100 polardb DescribeDBClusters --RegionId "$REGION"
	for polardb_id in $(near 'polardb-DescribeDBClusters.p*.json' '.Items.DBCluster[]? | "\(.DBClusterId) \(.VpcId // "")"'); do
		for polardb_action in DescribeDBClusterAttribute DescribeDBClusterAccessWhitelist DescribeDBClusterEndpoints; do
			cloud "polardb-$polardb_action.$polardb_id" polardb "$polardb_action" --DBClusterId "$polardb_id"
		done
		cloud "polardb-DescribeGlobalSecurityIPGroupRelation.$polardb_id" polardb DescribeGlobalSecurityIPGroupRelation --RegionId "$REGION" --DBClusterId "$polardb_id"
	done
}
