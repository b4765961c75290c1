package egress.gate.route

# The cloud's own services have addresses of 100.64.0.0/10. Where the container network of Flannel has such addresses, a
# node takes packets to them for packets between pods, and sends them with the address of the pod.
# https://www.alibabacloud.com/help/en/vpc/user-guide/route-table-overview
_captured if {
	"shared" in input.target.ranges
	"pods" in input.target.ranges
	_contained
}

_capture := {
	"verdict": "unknown",
	"reason": "captured",
	"note": "{target} is in the pod CIDR block of the cluster, and whether replies come back from there is not known",
	"names": {"target": "target"},
	"at": input.cluster.at.pods,
}
