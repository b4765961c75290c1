package egress.gate.ipv6_gateway

import data.egress.choice
import data.egress.way

# Where the table of the vSwitch leads the packet. The gateway adds a default route to the system table alone.
# https://www.alibabacloud.com/help/en/ipv6-gateway/user-guide/create-and-manage-an-ipv6-gateway
_routing := choice.of(_routes)

# Inside the VPC, where its ranges do not tell: the packet needs neither gateway nor bandwidth.
_inside if {
	count(way.hops) > 0
	every next in way.hops {
		next.type == "local"
	}
}

_routes := [_route_answer(next) | some next in way.hops] if count(way.hops) > 0

_routes := [object.union(
	{"verdict": "unknown", "at": "", "names": {}, "egress": [], "missing": []},
	_unrouted,
)] if {
	not way.hops[0]
}
