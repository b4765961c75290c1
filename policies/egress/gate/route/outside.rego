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

_outside_answers := [way.hedged(_undecided)] if {
	_asks
	way.lookup in {"unread", "doubtful", "unavailable"}
}

_outside_answers := [way.hedged(_disabled)] if {
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
	"note": "{gateway} is enabled, and {table} has no route to it",
	"names": {"gateway": exit.facts.ipv4_gateway.at, "table": exit.facts.route.table},
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
