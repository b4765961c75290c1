# METADATA
# description: |
#   The public path of a packet to a public IPv4 address. There is exactly one, and none stands in for another that
#   is out of order: a public address of its own, then a DNAT entry that maps one, then the NAT gateway of the route.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/latest/create-an-internet-nat-gateway
#     description: Priority of EIP, DNAT IP mapping and SNAT
package egress.way

import data.egress.destination
import data.egress.exit

# METADATA
# description: own, mapping, nat, none, or unknown while evidence that could change it is missing.
default kind := "unknown"

kind := "none" if destination.class in {"private", "pod", "nowhere"}

kind := "own" if {
	needed
	count(own) > 0
}

kind := "mapping" if {
	_translated
	count(mappings) > 0
}

kind := "nat" if {
	_translated
	count(mappings) == 0
	count(gateways) > 0
}

kind := "none" if {
	_translated
	count(mappings) == 0
	lookup == "none"
}

# METADATA
# description: Whether the packet has to leave with a public address, and its own private one is known.
needed if {
	destination.class == "public"
	input.flow.family == "ipv4"
	exit.facts.known
}

_translated if {
	needed
	count(own) == 0
	not expected
}

# METADATA
# description: The public addresses that the leaving address has of its own.
own := [address | some address in exit.facts.public.addresses]

# METADATA
# description: |
#   The DNAT entries that map a public address to it. Without the export of DNAT entries there are taken to be none.
mappings := [entry | some entry in exit.facts.public.mappings; entry.status in standing]

# METADATA
# description: |
#   States in which an entry of a NAT gateway counts or will count. In all others it is on its way out.
standing := {"available", "", "pending", "modifying"}

# METADATA
# description: |
#   Whether the VPC has, or may have, a NAT gateway, so that the missing route is to blame when none leads to one.
unrouted if {
	lookup == "none"
	exit.facts.nat_evidence != "complete"
}

unrouted if {
	lookup == "none"
	count([gateway | some gateway in exit.facts.nats]) > 0
}
