# shellcheck shell=sh

collect_alb() {
	tokens alb-ListLoadBalancers --MaxResults 100 alb ListLoadBalancers --RegionId "$REGION"
	tokens alb-ListListeners --MaxResults 100 alb ListListeners --RegionId "$REGION"
	for alb_id in $(near 'alb-ListLoadBalancers.p*.json' '.LoadBalancers[]? | "\(.LoadBalancerId) \(.VpcId // "")"'); do
		cloud "alb-GetLoadBalancerAttribute.$alb_id" alb GetLoadBalancerAttribute --LoadBalancerId "$alb_id"
		for alb_listener in $(ids 'alb-ListListeners.p*.json' '.Listeners[]? | select(.LoadBalancerId == "'"$alb_id"'") | .ListenerId'); do
			cloud "alb-GetListenerAttribute.$alb_listener" alb GetListenerAttribute --ListenerId "$alb_listener"
		done
	done
	tokens alb-ListAcls --MaxResults 100 alb ListAcls
	for alb_id in $(ids 'alb-ListAcls.p*.json' '.Acls[]?.AclId'); do
		tokens "alb-ListAclEntries.$alb_id" --MaxResults 100 alb ListAclEntries --AclId "$alb_id"
	done
}
