package egress.gate.route

import data.egress.way

# An IPv6 gateway sends to the internet what no other route takes, and nobody has a private address there.
_inward(hop) := _unrouted if _lost_in_ipv6(hop)

_lost_in_ipv6(hop) if {
	hop.type == "ipv6gateway"
	way.covering[0].bits == 0
}

# METADATA
# description: The endpoint of a database in another VPC, to name beside the route that does not lead there.
endpoint_elsewhere := [{"at": endpoint.at, "message": "this endpoint is in another VPC"} |
	endpoint := input.target.database.endpoint
	endpoint.known
	endpoint.vpc == "other"
	endpoint.type != "public"
]
