# shellcheck shell=sh

collect_gpdb() {
	pages gpdb-DescribeDBInstances --PageNumber --PageSize 100 gpdb DescribeDBInstances --RegionId "$REGION"
	for gpdb_id in $(near 'gpdb-DescribeDBInstances.p*.json' '.Items.DBInstance[]? | "\(.DBInstanceId) \(.VpcId // "")"'); do
		cloud "gpdb-DescribeDBInstanceNetInfo.$gpdb_id" gpdb DescribeDBInstanceNetInfo --DBInstanceId "$gpdb_id"
		cloud "gpdb-DescribeDBInstanceIPArrayList.$gpdb_id" gpdb DescribeDBInstanceIPArrayList --DBInstanceId "$gpdb_id"
	done
}
