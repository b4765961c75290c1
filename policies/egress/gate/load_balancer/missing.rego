package egress.gate.load_balancer

# The answers that tell more, by product.
_exports := {
	"clb": {
		"attributes": "DescribeLoadBalancerAttribute",
		"listeners": "DescribeLoadBalancerListeners",
	},
	"nlb": {"attributes": "GetLoadBalancerAttribute", "listeners": "ListListeners"},
	"alb": {"attributes": "GetLoadBalancerAttribute", "listeners": "ListListeners"},
}[_balancer.product]

_missing(answers) := [{"export": _exports[answer], "of": _balancer.id} | some answer in answers]

# The answers that find a load balancer by its address.
_lists := {"clb": "DescribeLoadBalancers", "nlb": "ListLoadBalancers", "alb": "ListLoadBalancers"}
