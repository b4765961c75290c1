package egress.gate.route

import data.egress.destination
import data.egress.exit
import data.egress.way

_inside_answers := [_undecided] if way.lookup in {"unread", "doubtful", "unavailable"}

_inside_answers := [_disabled] if {
	way.lookup == "found"
	count(way.hops) == 0
}

_inside_answers := [_inward(hop) | some hop in way.hops] if count(way.hops) > 0

_inside_answers := [_system] if {
	way.lookup == "none"
	_system_route
	not input.target.abroad
}

_inside_answers := [_abroad("")] if {
	way.lookup == "none"
	_system_route
	input.target.abroad
}

_inside_answers := [_unrouted] if {
	way.lookup == "none"
	not _system_route
}

# Every table has these routes, whether or not an export shows them.
_system_route if "shared" in input.target.ranges

_system_route if input.target.subnet

_system := {
	"verdict": "allow",
	"reason": "system-route",
	"note": "every table has a route of the system to {target}",
	"names": {"target": "target"},
}

_unrouted := {
	"verdict": "unknown",
	"reason": "target-unknown",
	"note": "the private address of {target} is not in the bundle",
	"names": {"target": "target"},
	"missing": [item | some item in destination.missing],
} if {
	not input.target.resolved
}

_unrouted := {
	"verdict": "deny",
	"reason": unrouted_reason,
	"note": _unrouted_notes[unrouted_reason],
	"names": {"target": "target", "table": exit.facts.route.table},
	"at": exit.facts.route.table,
} if {
	input.target.resolved
}

# METADATA
# description: |
#   Why no route covers a private destination: no-vswitch for an address of the VPC that no vSwitch has, other-vpc for
#   one outside the VPC, no-route while the ranges of the VPC are not known.
default unrouted_reason := "no-route"

unrouted_reason := "no-vswitch" if "vpc" in input.target.ranges

unrouted_reason := "other-vpc" if {
	not "vpc" in input.target.ranges
	_foreign
}

_foreign if input.target.vpc_known

_foreign if _elsewhere

# The endpoint of a database in another VPC, even when its address is one that this VPC uses too.
_elsewhere if {
	input.target.database.endpoint.vpc == "other"
	input.target.database.endpoint.type != "public"
}

_elsewhere if input.target.elsewhere

_unrouted_notes := {
	"no-route": "{table} has no route to {target}",
	"no-vswitch": "{target} is an address of the VPC that none of its vSwitches has, and {table} has no route to it",
	"other-vpc": "{target} is outside the VPC and {table} has no route to it",
}
