package egress.gate.destination_acl

import data.egress.balancer
import data.egress.exit
import data.egress.way

# METADATA
# description: |
#   What the listener sees of the packet: address and lists, one for each address that it may come from. Not defined
#   while nothing tells the address.
sources := [{"address": exit.address, "whitelist": [list | some list in exit.facts.whitelist]}] if {
	balancer.private
	_determined
}

sources := way.sources if {
	balancer.public
	exit.identity != "unknown"
	way.sources[0]
}

_determined if exit.facts.known

_determined if exit.facts.single
