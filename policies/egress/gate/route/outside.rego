package egress.gate.route

import data.egress.exit
import data.egress.way

# Packets to public addresses. A public address of its own needs no route while no IPv4 gateway is enabled.
_outside_answers := [{
	"verdict": "allow",
	"reason": "own-address",
	"note": concat("; ", array.concat([_direct], sort(way.gateway_cautions))),
}] if {
	way.kind == "own"
	not way.gateway_enabled
}

_outside_answers := [_undecided] if {
	_asks
	way.lookup in {"unread", "doubtful", "unavailable"}
}

_outside_answers := [_disabled] if {
	_asks
	way.lookup == "found"
	count(way.hops) == 0
}

_outside_answers := [_outward(hop) | some hop in way.hops] if {
	_asks
	count(way.hops) > 0
}

# Where the VPC has no NAT gateway the missing route is not to blame.
_outside_answers := [way.hedged({
	"verdict": "deny",
	"reason": "no-default-route",
	"note": "{table} has no route to {target}",
	"names": {"table": exit.facts.route.table, "target": "target"},
	"at": exit.facts.route.table,
	"missing": [],
})] if {
	_asks
	way.kind != "own"
	way.unrouted
}

_outside_answers := [{
	"verdict": "deny",
	"reason": "ipv4-gateway-not-routed",
	"note": "{gateway} is enabled and {table} has no route to {target}, so its public address is of no use",
	"names": {"gateway": exit.facts.ipv4_gateway.at, "table": exit.facts.route.table, "target": "target"},
	"at": exit.facts.route.table,
}] if {
	_asks
	way.kind == "own"
	way.lookup == "none"
}

_direct := "a packet that leaves with a public address of its own asks no route table"

_asks if {
	way.kind == "own"
	way.gateway_enabled
}

_asks if {
	way.kind != "own"
	not way.expected
}

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
}

_outward(hop) := _leading(hop) if not hop.type in {"natgateway", "ipv4gateway"}

_outward(hop) := _leading(hop) if {
	hop.type == "ipv4gateway"
	way.kind != "own"
}
