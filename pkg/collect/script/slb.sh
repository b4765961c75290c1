# shellcheck shell=sh

collect_slb() {
	pages slb-DescribeLoadBalancers --PageNumber --PageSize 100 slb DescribeLoadBalancers --RegionId "$REGION"
	tokens slb-DescribeLoadBalancerListeners --MaxResults 100 slb DescribeLoadBalancerListeners --RegionId "$REGION"
	for slb_id in $(near 'slb-DescribeLoadBalancers.p*.json' '.LoadBalancers.LoadBalancer[]? | "\(.LoadBalancerId) \(.VpcId // "")"'); do
		cloud "slb-DescribeLoadBalancerAttribute.$slb_id" slb DescribeLoadBalancerAttribute --RegionId "$REGION" --LoadBalancerId "$slb_id"
		cloud "slb-DescribeHealthStatus.$slb_id" slb DescribeHealthStatus --RegionId "$REGION" --LoadBalancerId "$slb_id"
		cloud "slb-DescribeVServerGroups.$slb_id" slb DescribeVServerGroups --RegionId "$REGION" --LoadBalancerId "$slb_id" --IncludeListener true
		slb_pairs "$slb_id"
	done
	for slb_id in $(ids 'slb-DescribeVServerGroups.*.json' '.VServerGroups.VServerGroup[]?.VServerGroupId'); do
		cloud "slb-DescribeVServerGroupAttribute.$slb_id" slb DescribeVServerGroupAttribute --RegionId "$REGION" --VServerGroupId "$slb_id"
	done
	pages slb-DescribeAccessControlLists --PageNumber --PageSize 50 slb DescribeAccessControlLists --RegionId "$REGION"
	for slb_id in $(ids 'slb-DescribeAccessControlLists.p*.json' '.Acls.Acl[]?.AclId'); do
		pages "slb-DescribeAccessControlListAttribute.$slb_id" --Page --PageSize 50 slb DescribeAccessControlListAttribute --RegionId "$REGION" --AclId "$slb_id"
	done
}

# slb_pairs ID: the groups of a primary and a secondary server that listeners of the instance have.
slb_pairs() {
	for slb_pair in $(ids 'slb-DescribeLoadBalancerListeners.p*.json' '.Listeners[]? | select(.LoadBalancerId == "'"$1"'")
		| .MasterSlaveServerGroupId, .TCPListenerConfig.MasterSlaveServerGroupId, .UDPListenerConfig.MasterSlaveServerGroupId'); do
		[ -e "$OUT/slb-DescribeMasterSlaveServerGroupAttribute.$slb_pair.json" ] ||
			cloud "slb-DescribeMasterSlaveServerGroupAttribute.$slb_pair" slb DescribeMasterSlaveServerGroupAttribute --RegionId "$REGION" --MasterSlaveServerGroupId "$slb_pair"
	done
}
