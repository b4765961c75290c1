# METADATA
# title: Every server of the load balancer failed its health checks
# description: |
#   The packet goes to a listener of a CLB instance, and when the health of its servers was exported, all of them had
#   failed their health checks.
#
#   CLB forwards to servers that pass. Look at what the servers answer to the health check: its port, its path, and
#   whether security groups and NetworkPolicies admit 100.64.0.0/10, from where CLB asks.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/classic-load-balancer/user-guide/health-check-overview
#     description: Health checks of CLB
# custom:
#   severity: error
#   code: LB-004
#   rows: [R080, R081]
package egress.rules.load_balancer.all_abnormal

import data.egress.path

# METADATA
# description: One finding at the health of the first server.
findings contains {
	"at": input.balancer.backends.health_at,
	"message": "all servers of {listener} fail their health checks",
	"fix": concat(" ", [
		"let 100.64.0.0/10 reach the servers and make them answer the health check, then look again:",
		"aliyun slb DescribeHealthStatus --LoadBalancerId {id}",
	]),
	"names": {"listener": input.balancer.listener.at, "id": input.balancer.id},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	hop.reason == "all-abnormal"
}
