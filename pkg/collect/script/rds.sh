# shellcheck shell=sh

collect_rds() {
	pages rds-DescribeDBInstances --PageNumber --PageSize 100 rds DescribeDBInstances --RegionId "$REGION"
	for rds_id in $(near 'rds-DescribeDBInstances.p*.json' '.Items.DBInstance[]? | "\(.DBInstanceId) \(.VpcId // "")"'); do
		for rds_action in DescribeDBInstanceAttribute DescribeDBInstanceNetInfo DescribeDBInstanceIPArrayList DescribeSecurityGroupConfiguration; do
			cloud "rds-$rds_action.$rds_id" rds "$rds_action" --DBInstanceId "$rds_id"
		done
		cloud "rds-DescribeInstanceLinkedWhitelistTemplate.$rds_id" rds DescribeInstanceLinkedWhitelistTemplate --InsName "$rds_id"
	done
}
