package egress.gate.network_acl

import data.egress.destination
import data.egress.exit
import data.egress.group

# Whether some ACL sees the packet, whichever address it leaves with.
_seen if input.pod.network_acl.possible

_seen if input.node.network_acl.possible

# Whether some ACL sees it with the address that it does leave with, as far as that is known.
_concerned if exit.facts.network_acl.possible

_concerned if {
	exit.identity == "unknown"
	_seen
}

# Most clusters have no network ACL at all, and no flow of theirs should pay for the rest of this gate.
_touched if _seen

_touched if {
	some side in [input.pod, input.node]
	some route in side.route.covering
	some hop in route.hops
	some _ in hop.nat.network_acl
}

# https://www.alibabacloud.com/help/en/vpc/user-guide/network-acl-overview
_exempt if {
	some range in input.target.ranges
	range in {"dns", "platform"}
}

# Pods of one node reach each other through it.
_near if {
	destination.class == "pod"
	input.policy.self
}

_near if {
	destination.class == "pod"
	input.policy.same_node
}

_contained if group.unseen

_source_checks := [check | some check in exit.facts.network_acl.checks; check.end == "source"]

_destination_checks := [check | some check in exit.facts.network_acl.checks; check.end == "destination"]

# Databases, buckets and classic load balancers are reached without an ENI.
_served if {
	not input.target.pod
	input.target.kind in {"rds", "redis", "mongodb", "polardb", "oss", "lb", "clb"}
}

_served if {
	not input.target.pod
	input.target.database.found
}

_owned if {
	not _served
	exit.facts.network_acl.interface
}

_owned if input.target.pod

# Whether the packet stays inside one vSwitch.
_inside if {
	exit.facts.network_acl.destination == "same"
	_owned
}

# An ENI with an EIP in cut-through mode is outside of its vSwitch's ACL.
_cut_through if {
	some address in exit.facts.public.addresses
	address.mode == "binded"
	address.bound == "networkinterface"
}
