# METADATA
# title: The load balancer is out of order
# description: |
#   The packet goes to a load balancer that is stopped or locked, and forwards nothing.
#
#   A CLB instance is inactive when somebody stopped it, and locked when a bill is due or the platform blocked it.
#   Start it again, or pay what is due.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-setloadbalancerstatus
#     description: SetLoadBalancerStatus
# custom:
#   severity: error
#   code: LB-004
#   rows: [R080]
package egress.rules.load_balancer.inactive

import data.egress.path

# METADATA
# description: One finding at the load balancer.
findings contains {
	"at": input.balancer.at,
	"message": sprintf("{target} is %s and forwards nothing", [input.balancer.status]),
	"fix": _fix,
	"names": {"target": "target", "id": input.balancer.id},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	hop.reason == "inactive"
}

default _fix := "settle what is due for {id}, and lift its lock in the console"

_fix := "start it: aliyun slb SetLoadBalancerStatus --LoadBalancerId {id} --LoadBalancerStatus active" if {
	input.balancer.product == "clb"
	input.balancer.status == "inactive"
}

_fix := "start {id} again in the console" if {
	input.balancer.product != "clb"
	input.balancer.status != "locked"
}
