package egress.way

import data.egress.exit

# METADATA
# description: |
#   The public addresses that the destination may see, each with the target's lists against it; none while they are
#   not known.
default sources := []

sources := [_source(address.at, address) | some address in own] if {
	kind == "own"
	not _rerouted
}

sources := [_source(entry.address, entry) | some entry in mappings] if {
	kind == "mapping"
	settled
	every entry in mappings { entry.status in {"available", ""} }
}

sources := [_source(ip.address, ip) | some ip in translations] if {
	kind == "nat"
	settled
	translations_known
}

_source(address, record) := {"address": address, "whitelist": [list | some list in record.whitelist]}

# Behind an enabled IPv4 gateway even a packet with a public address of its own follows the table.
_rerouted if {
	gateway_enabled
	lookup != "found"
}

_rerouted if {
	gateway_enabled
	some hop in hops
	hop.type != "ipv4gateway"
}

# METADATA
# description: |
#   Whether public traffic has to be routed to an IPv4 gateway. Without the export there is taken to be none.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/ipv4-gateway-overview
#     description: IPv4 gateway
default gateway_enabled := false

gateway_enabled if {
	exit.facts.ipv4_gateway.present
	exit.facts.ipv4_gateway.enabled
}
