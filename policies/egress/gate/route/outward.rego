package egress.gate.route

import data.egress.exit
import data.egress.way

# What a next hop does with a packet to a public destination.
_outward(hop) := _to_nat(hop) if {
	hop.type == "natgateway"
	way.kind != "own"
}

_outward(hop) := {
	"verdict": "unknown",
	"reason": "own-address-or-nat",
	"note": "{route} leads to {nat} and {gateway} is enabled: it is not documented which public address is used",
	"names": {"route": way.covering[0].at, "nat": hop.at, "gateway": exit.facts.ipv4_gateway.at},
	"at": way.covering[0].at,
} if {
	hop.type == "natgateway"
	way.kind == "own"
}

_outward(hop) := {
	"verdict": "allow",
	"reason": "ipv4-gateway",
	"note": "{route} leads to {gateway}",
	"names": {"route": way.covering[0].at, "gateway": exit.facts.ipv4_gateway.at},
	"at": way.covering[0].at,
} if {
	hop.type == "ipv4gateway"
	way.kind == "own"
	not _dead(hop)
}

_outward(hop) := _blackhole(hop, _dead(hop)) if {
	hop.type == "ipv4gateway"
	way.kind == "own"
}

_outward(hop) := _leading(hop) if {
	not hop.type in {"natgateway", "ipv4gateway"}
	way.kind == "own"
}

_outward(hop) := way.hedged(_leading(hop)) if {
	hop.type != "natgateway"
	way.kind != "own"
}
