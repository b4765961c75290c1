# shellcheck shell=sh

collect_r_kvstore() {
	pages r-kvstore-DescribeInstances --PageNumber --PageSize 50 r-kvstore DescribeInstances --RegionId "$REGION"
	for redis_id in $(near 'r-kvstore-DescribeInstances.p*.json' '.Instances.KVStoreInstance[]? | "\(.InstanceId) \(.VpcId // "")"'); do
		for redis_action in DescribeInstanceAttribute DescribeDBInstanceNetInfo DescribeSecurityIps DescribeSecurityGroupConfiguration; do
			cloud "r-kvstore-$redis_action.$redis_id" r-kvstore "$redis_action" --InstanceId "$redis_id"
		done
		cloud "r-kvstore-DescribeGlobalSecurityIPGroupRelation.$redis_id" r-kvstore DescribeGlobalSecurityIPGroupRelation --RegionId "$REGION" --DBClusterId "$redis_id"
	done
}
