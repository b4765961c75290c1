# shellcheck shell=sh

collect_nlb() {
	tokens nlb-ListLoadBalancers --MaxResults 100 nlb ListLoadBalancers --RegionId "$REGION"
	for nlb_id in $(near 'nlb-ListLoadBalancers.p*.json' '.LoadBalancers[]? | "\(.LoadBalancerId) \(.VpcId // "")"'); do
		cloud "nlb-GetLoadBalancerAttribute.$nlb_id" nlb GetLoadBalancerAttribute --RegionId "$REGION" --LoadBalancerId "$nlb_id"
	done
	tokens nlb-ListListeners --MaxResults 100 nlb ListListeners --RegionId "$REGION"
	tokens nlb-ListServerGroups --MaxResults 100 nlb ListServerGroups --RegionId "$REGION"
	for nlb_id in $(near 'nlb-ListServerGroups.p*.json' '.ServerGroups[]? | "\(.ServerGroupId) \(.VpcId // "")"'); do
		tokens "nlb-ListServerGroupServers.$nlb_id" --MaxResults 100 nlb ListServerGroupServers --RegionId "$REGION" --ServerGroupId "$nlb_id"
	done
}
