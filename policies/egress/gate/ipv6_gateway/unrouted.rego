package egress.gate.ipv6_gateway

import data.egress.exit
import data.egress.way

# What becomes of a packet that no next hop takes.
_unrouted := {
	"reason": "exit-unknown",
	"note": "nothing tells which vSwitch the packet leaves from",
	"missing": [item | some item in exit.missing],
} if {
	_adrift
}

_unrouted := {
	"reason": "table-unread",
	"note": "the routes of {vswitch} are not all in the bundle",
	"names": {"vswitch": exit.vswitch},
	"missing": way.table_missing,
} if {
	way.lookup == "unread"
	not _adrift
}

_unrouted := {
	"reason": sprintf("route-%s", [way.lookup]),
	"note": {
		"doubtful": "{route} may cover {target}, which is not known",
		"unavailable": "{route} would win and is not available",
	}[way.lookup],
	"names": {"route": way.covering[0].at, "target": "target"},
	"at": way.covering[0].at,
	"missing": [item | way.lookup == "doubtful"; some item in exit.facts.route.missing],
} if {
	way.lookup in {"doubtful", "unavailable"}
}

_unrouted := {
	"reason": "hops-disabled",
	"note": "all next hops of {route} are disabled",
	"names": {"route": way.covering[0].at},
	"at": way.covering[0].at,
} if {
	way.lookup == "found"
}

# Without a gateway in the VPC, a route is the second thing that is missing.
_unrouted := {
	"verdict": "deny",
	"reason": "no-gateway",
	"note": "the VPC of {vswitch} has no IPv6 gateway",
	"names": {"vswitch": exit.vswitch},
	"at": exit.facts.route.table,
} if {
	way.lookup == "none"
	_gatewayless
}

_unrouted := {
	"verdict": "deny",
	"reason": "no-default-route",
	"note": "{table} has no route to {target}",
	"names": {"table": exit.facts.route.table, "target": "target"},
	"at": exit.facts.route.table,
} if {
	way.lookup == "none"
	not _gatewayless
}

_gatewayless if {
	exit.facts.ipv6.gateways == "complete"
	count(exit.facts.ipv6.present) == 0
}

# No vSwitch, and so no table.
default _adrift := false

_adrift if exit.identity == "unknown"

_adrift if {
	exit.facts.route.evidence == "absent"
	exit.facts.route.table == ""
	count(exit.facts.route.missing) == 0
}
