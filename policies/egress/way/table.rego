package egress.way

import data.egress.exit

# METADATA
# description: The routes of the vSwitch's table that cover the destination, the longest prefix first.
covering := in_force(exit.facts.route.covering)

# METADATA
# description: |
#   The routes that count, or will count. One that was learned and conflicts with another is not in force, and leaves
#   the packet to the next.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/cen/user-guide/manage-network-instance-routes
#     description: Routes that conflict
in_force(routes) := [route | some route in routes; route.status != "conflict"]

# METADATA
# description: What the table says; see outcome.
lookup := outcome(covering, exit.facts.route.evidence)

# METADATA
# description: |
#   What routes that cover a destination say: found, none, unavailable while the route that would win is not in force,
#   doubtful when that route may cover the destination, or unread while routes that are not in the bundle could win.
outcome(routes, "complete") := "none" if count(routes) == 0

outcome(routes, evidence) := "unread" if {
	evidence != "complete"
	not _longest(routes)
}

outcome(routes, "complete") := "doubtful" if routes[0].match != "yes"

outcome(routes, evidence) := "unavailable" if {
	_decided(routes, evidence)
	not routes[0].status in {"available", ""}
}

outcome(routes, evidence) := "found" if {
	_decided(routes, evidence)
	routes[0].status in {"available", ""}
}

_decided(routes, "complete") if routes[0].match == "yes"

_decided(routes, evidence) if {
	evidence != "complete"
	_longest(routes)
}

# No other route is longer than one for the very address.
_longest(routes) if {
	routes[0].match == "yes"
	routes[0].bits == {"ipv4": 32, "ipv6": 128}[input.flow.family]
}

# METADATA
# description: The next hops of the route that wins; several share its packets.
hops := [hop | lookup == "found"; some hop in covering[0].hops; not hop.disabled]

# METADATA
# description: The NAT gateways among them, each at its own place or, when that is not in the bundle, at the hop's.
gateways := [object.union(hop.nat, {"at": _place(hop.nat.at, hop.at)}) | some hop in hops; hop.type == "natgateway"]

_place("", handle) := handle

_place(handle, _) := handle if handle != ""

# METADATA
# description: What would tell the rest of the table.
table_missing := array.concat(
	[item | some item in exit.facts.route.missing],
	[{"export": "DescribeRouteEntryList", "of": exit.facts.route.table} | not _told],
)

_told if some _ in exit.facts.route.missing
