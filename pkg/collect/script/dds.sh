# shellcheck shell=sh

collect_dds() {
	pages dds-DescribeDBInstances --PageNumber --PageSize 100 dds DescribeDBInstances --RegionId "$REGION"
	for dds_id in $(near 'dds-DescribeDBInstances.p*.json' '.DBInstances.DBInstance[]? | "\(.DBInstanceId) \(.VPCId // .VpcId // "")"'); do
		cloud "dds-DescribeDBInstanceAttribute.$dds_id" dds DescribeDBInstanceAttribute --DBInstanceId "$dds_id"
		cloud "dds-DescribeSecurityIps.$dds_id" dds DescribeSecurityIps --DBInstanceId "$dds_id" --ShowHDMIps true
		cloud "dds-DescribeSecurityGroupConfiguration.$dds_id" dds DescribeSecurityGroupConfiguration --DBInstanceId "$dds_id"
		cloud "dds-DescribeGlobalSecurityIPGroupRelation.$dds_id" dds DescribeGlobalSecurityIPGroupRelation --RegionId "$REGION" --DBClusterId "$dds_id"
	done
	# Replica sets have none of these addresses, and the call fails for them.
	for dds_id in $(ids 'dds-DescribeDBInstanceAttribute.*.json' '.DBInstances.DBInstance[]? | select(.DBInstanceType == "sharding") | .DBInstanceId'); do
		cloud "dds-DescribeShardingNetworkAddress.$dds_id" dds DescribeShardingNetworkAddress --DBInstanceId "$dds_id"
	done
}
