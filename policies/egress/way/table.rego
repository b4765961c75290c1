package egress.way

import data.egress.exit

# METADATA
# description: The routes of the vSwitch's table that cover the destination, the longest prefix first.
covering := [route | some route in exit.facts.route.covering]

# METADATA
# description: |
#   What the table says: found, none, unavailable while the route that would win is not in force, doubtful when
#   that route may cover the destination, or unread while routes that are not in the bundle could win.
lookup := "none" if {
	exit.facts.route.evidence == "complete"
	count(covering) == 0
}

lookup := "unread" if {
	exit.facts.route.evidence != "complete"
	not _longest
}

lookup := "doubtful" if {
	exit.facts.route.evidence == "complete"
	covering[0].match != "yes"
}

lookup := "unavailable" if {
	_decided
	not covering[0].status in {"available", ""}
}

lookup := "found" if {
	_decided
	covering[0].status in {"available", ""}
}

_decided if {
	exit.facts.route.evidence == "complete"
	covering[0].match == "yes"
}

_decided if {
	exit.facts.route.evidence != "complete"
	_longest
}

# No other route is longer than one for the very address.
_longest if {
	covering[0].match == "yes"
	covering[0].bits == {"ipv4": 32, "ipv6": 128}[input.flow.family]
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
