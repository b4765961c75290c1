package egress.gate.ipv6_gateway

import data.egress.exit
import data.egress.way

# What a next hop does with a packet to the internet.
_route_answer(next) := object.union(
	{"verdict": "deny", "missing": [], "egress": []},
	object.union(_faults[_fault(_named(next))], {
		"names": {"route": way.covering[0].at, "gateway": _standing(_named(next), next)},
		"at": _standing(_named(next), way.covering[0]),
	}),
) if {
	next.type == "ipv6gateway"
}

_route_answer(next) := {
	"verdict": "allow",
	"reason": "local",
	"note": "{route} keeps it in the VPC",
	"names": {"route": way.covering[0].at},
	"at": way.covering[0].at,
	"missing": [],
	"egress": [],
} if {
	next.type == "local"
}

_route_answer(next) := {
	"verdict": "unknown",
	"reason": "leads-out",
	"note": "{route} leads to {hop}, and what lies behind is not in the bundle",
	"names": {"route": way.covering[0].at, "hop": next.at},
	"at": way.covering[0].at,
	"missing": [],
	"egress": [],
} if {
	not next.type in {"ipv6gateway", "local"}
}

_named(next) := [gateway | some gateway in exit.facts.ipv6.routed; gateway.hop == next.at][0]

_standing(gateway, _) := gateway.at if gateway.found

_standing(gateway, other) := other.at if not gateway.found

_pending := {"pending", "creating", "modifying"}

# METADATA
# description: The fault of a gateway; none for one in order.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/api-describeipv6gateways
#     description: DescribeIpv6Gateways
_fault(gateway) := "unread" if {
	not gateway.found
	exit.facts.ipv6.gateways != "complete"
} else := "gone" if {
	not gateway.found
} else := "elsewhere" if {
	gateway.vpc == "other"
} else := "pending" if {
	gateway.status in _pending
} else := "down" if {
	not gateway.status in {"available", ""}
} else := "locked" if {
	not gateway.business in {"normal", ""}
} else := "none"
