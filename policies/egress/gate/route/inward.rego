package egress.gate.route

import data.egress.exit
import data.egress.way

# What a next hop does with a packet to a private destination.
_inward(hop) := {
	"verdict": "allow",
	"reason": "local",
	"note": "{route} keeps it in the VPC",
	"names": {"route": way.covering[0].at},
	"at": way.covering[0].at,
} if {
	hop.type in {"local", "service"}
	not _elsewhere
	not input.target.abroad
}

_inward(hop) := _abroad(way.covering[0].at) if {
	hop.type in {"local", "service"}
	not _elsewhere
	input.target.abroad
}

_inward(hop) := {
	"verdict": "deny",
	"reason": "other-vpc",
	"note": "{target} is in another VPC, and {route} keeps the packet in this one",
	"names": {"route": way.covering[0].at, "target": "target", "table": exit.facts.route.table},
	"at": way.covering[0].at,
} if {
	hop.type in {"local", "service"}
	_elsewhere
}

# The policy of a gateway endpoint may refuse requests, and no packets.
_inward(hop) := {
	"verdict": "allow",
	"reason": "gateway-endpoint",
	"note": "{route} leads to gateway endpoint {hop} of the VPC",
	"names": {"route": way.covering[0].at, "hop": hop.at},
	"at": way.covering[0].at,
} if {
	hop.type == "gatewayendpoint"
	hop.found
	not _dead(hop)
}

_inward(hop) := _blackhole(hop, _dead(hop)) if hop.type == "gatewayendpoint"

_inward(hop) := {
	"verdict": "unknown",
	"reason": "endpoint-unread",
	"note": "{route} leads to gateway endpoint {hop}, which is not in the bundle",
	"names": {"route": way.covering[0].at, "hop": hop.at},
	"at": way.covering[0].at,
	"missing": [{"export": "ListVpcGatewayEndpoints", "of": ""}],
} if {
	hop.type == "gatewayendpoint"
	not hop.found
	hop.listed != "complete"
}

_inward(hop) := _translating(hop, _lost) if hop.type == "natgateway"

_inward(hop) := _leading(hop) if {
	not hop.type in {"local", "service", "gatewayendpoint", "natgateway"}
	not _lost_in_ipv6(hop)
}

# An internet NAT gateway translates a private destination's packet and sends it to the internet, where it is lost.
# Ranges of user CIDRs may be public ones, and a route narrower than the default was meant to lead there.
default _lost := ""

_lost := "no-vswitch" if {
	way.covering[0].bits == 0
	"vpc" in input.target.ranges
	not input.target.subnet
}

_lost := "private-via-internet-nat" if {
	way.covering[0].bits == 0
	not "vpc" in input.target.ranges
	some range in input.target.ranges
	range in {"rfc1918", "shared"}
}
