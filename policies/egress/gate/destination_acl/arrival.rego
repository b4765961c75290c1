package egress.gate.destination_acl

# Whether the packet arrives at an ENI of the VPC, or may do so.
_crossed if input.target.pod

_crossed if {
	not _served
	_owned
}

_crossed if {
	not _served
	not input.target.elsewhere
	_inside
}

# What owns the destination is the same whichever address the packet leaves with.
_owned if input.pod.inbound.known

_inside if "vpc" in input.target.ranges

_inside if input.target.subnet

# Without the VPC's own ranges, any private address may be in it.
_inside if {
	not input.target.vpc_known
	"rfc1918" in input.target.ranges
}

_served if input.target.kind in {"rds", "redis", "mongodb", "polardb", "oss", "lb", "clb", "nlb", "alb"}

_served if input.target.database.found

_served if input.balancer.product != ""
