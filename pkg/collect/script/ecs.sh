# shellcheck shell=sh

collect_ecs() {
	tokens ecs-DescribeNetworkInterfaces --MaxResults 500 ecs DescribeNetworkInterfaces --RegionId "$REGION" ${VPC:+--VpcId "$VPC"}
	tokens ecs-DescribeInstances --MaxResults 100 ecs DescribeInstances --RegionId "$REGION" ${VPC:+--VpcId "$VPC"}
	tokens ecs-DescribeSecurityGroups --MaxResults 100 ecs DescribeSecurityGroups --RegionId "$REGION" ${VPC:+--VpcId "$VPC"}
	for ecs_id in $(ids 'ecs-DescribeSecurityGroups.p*.json' '.SecurityGroups.SecurityGroup[]?.SecurityGroupId'); do
		tokens "ecs-DescribeSecurityGroupAttribute.$ecs_id" --MaxResults 1000 ecs DescribeSecurityGroupAttribute --RegionId "$REGION" \
			--SecurityGroupId "$ecs_id" --Direction all --NicType intranet
	done
	tokens ecs-DescribePrefixLists --MaxResults 100 ecs DescribePrefixLists --RegionId "$REGION"
	tokens ecs-DescribePortRangeLists --MaxResults 100 ecs DescribePortRangeLists --RegionId "$REGION"
	# Rules may name lists that another account shares, which are in no list of this one.
	for ecs_id in $(ids 'ecs-Describe*.p*.json' '.PrefixLists.PrefixList[]?.PrefixListId, (.Permissions.Permission[]? | .DestPrefixListId, .SourcePrefixListId)'); do
		cloud "ecs-DescribePrefixListAttributes.$ecs_id" ecs DescribePrefixListAttributes --RegionId "$REGION" --PrefixListId "$ecs_id"
	done
	for ecs_id in $(ids 'ecs-Describe*.p*.json' '.PortRangeLists[]?.PortRangeListId, .Permissions.Permission[]?.PortRangeListId'); do
		cloud "ecs-DescribePortRangeListEntries.$ecs_id" ecs DescribePortRangeListEntries --RegionId "$REGION" --PortRangeListId "$ecs_id"
	done
}
