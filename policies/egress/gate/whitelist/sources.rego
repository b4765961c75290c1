package egress.gate.whitelist

import data.egress.exit
import data.egress.way

# METADATA
# description: |
#   What the database sees of the packet: address and lists, one for each address that it may come from. Not
#   defined while nothing tells the address.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/comparison-between-terway-and-flannel
#     description: Terway and Flannel compared
sources := [{"address": exit.address, "whitelist": exit.facts.whitelist}] if {
	not public
	_determined
}

_determined if exit.facts.known

# The address alone, without its vSwitch, is enough for a list.
_determined if exit.facts.single

sources := way.sources if {
	public
	exit.identity != "unknown"
	way.sources[0]
}

# METADATA
# description: Whether the endpoint is a public one.
public if _endpoint.type == "public"
