package egress.gate.route

import data.egress.destination
import data.egress.exit

default _known := false

_known if exit.facts.known

# The table is that of the vSwitch, also while the address is not known.
_known if {
	input.flow.family == "ipv6"
	exit.facts.route.table != ""
}

_to_pod if {
	destination.class == "pod"
	not input.policy.self
	not input.policy.same_node
	not _contained
}

_contained if input.cluster.plugin == "flannel"

_contained if {
	input.cluster.plugin == "terway"
	input.cluster.mode == "vpc"
}

# Whether the packet has to be looked up in a table. Public IPv6 is the business of the IPv6 gateway.
_crosses if {
	_to_pod
	exit.identity == "unknown"
}

_crosses if _inside

_crosses if {
	destination.class in {"public", "unknown"}
	not _inside
	input.flow.family == "ipv4"
}

# A target whose address is not known may still be known to have a private one.
_inside if destination.class == "private"

_inside if {
	destination.class == "unknown"
	some range in input.target.ranges
	range in {"rfc1918", "shared", "vpc", "user"}
}
