package egress.gate.route

import data.egress.exit
import data.egress.way

_to_nat(hop) := {
	"verdict": "allow",
	"reason": "nat-gateway",
	"note": concat("; ", array.concat(["{route} leads to {nat}"], sort(way.gateway_cautions))),
	"names": {"route": way.covering[0].at, "nat": hop.at},
	"at": way.covering[0].at,
} if {
	_onward == "yes"
}

_to_nat(hop) := {
	"verdict": "unknown",
	"reason": "nat-route-unknown",
	"note": "{gateway} is enabled, and nothing tells whether the vSwitch of {nat} has a route to it",
	"names": {"gateway": exit.facts.ipv4_gateway.at, "nat": hop.at},
	"at": exit.facts.ipv4_gateway.at,
	"missing": [{"export": "DescribeRouteEntryList", "of": exit.facts.ipv4_gateway.nat_table}],
} if {
	_onward == "unknown"
}

_to_nat(hop) := way.hedged({
	"verdict": "deny",
	"reason": "ipv4-gateway-not-routed",
	"note": "{gateway} is enabled, and the vSwitch of {nat} has no route to it",
	"names": object.union(
		{"gateway": exit.facts.ipv4_gateway.at, "nat": hop.at, "table": exit.facts.ipv4_gateway.nat_table},
		_occupied,
	),
	"at": exit.facts.ipv4_gateway.at,
	"missing": [],
}) if {
	_onward == "no"
}

# What a table of its own is made for, where that of the NAT gateway has a default route already.
default _occupied := {}

_occupied := {"vswitch": exit.facts.ipv4_gateway.nat_vswitch, "vpc": exit.facts.ipv4_gateway.vpc} if {
	exit.facts.ipv4_gateway.nat_vswitch != ""
}

# Whether packets get on from the NAT gateway: an enabled IPv4 gateway has to be routed to from there too.
default _onward := "yes"

_onward := "unknown" if {
	way.gateway_enabled
	not exit.facts.ipv4_gateway.nat_route_known
}

_onward := "no" if {
	way.gateway_enabled
	exit.facts.ipv4_gateway.nat_route_known
	not exit.facts.ipv4_gateway.nat_route
}

_disabled := {
	"verdict": "unknown",
	"reason": "hops-disabled",
	"note": "all next hops of {route} are disabled",
	"names": {"route": way.covering[0].at},
	"at": way.covering[0].at,
}

_undecided := {
	"verdict": "unknown",
	"reason": sprintf("table-%s", [way.lookup]),
	"note": "the routes of {vswitch} are not all in the bundle",
	"names": {"vswitch": exit.vswitch},
	"missing": way.table_missing,
} if {
	way.lookup == "unread"
}

_undecided := {
	"verdict": "unknown",
	"reason": sprintf("route-%s", [way.lookup]),
	"note": _doubts[way.lookup],
	"names": {"route": way.covering[0].at, "target": "target"},
	"at": way.covering[0].at,
	"missing": [item | way.lookup == "doubtful"; some item in exit.facts.route.missing],
} if {
	way.lookup in {"doubtful", "unavailable"}
}

_doubts := {
	"doubtful": "{route} may cover {target}, which is not known",
	"unavailable": "{route} would win and is not available",
}
