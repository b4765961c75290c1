package egress.way

import data.egress.exit

# METADATA
# description: |
#   The SNAT entries that decide, by the number of the gateway: the longest that covers the whole source, after those
#   that cover a part of it. A shorter one never helps out.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
#     description: SNAT entries with overlapping ranges
deciding[i] := [entry | some j, entry in _standing_entries(gateway); not _shadowed(i, j)] if some i, gateway in gateways

_standing_entries(gateway) := [entry | some entry in gateway.entries; entry.status in standing]

_shadowed(i, j) if j > _whole[i]

_whole[i] := min([j | some j, entry in _standing_entries(gateway); entry.covers == "yes"]) if some i, gateway in gateways

# METADATA
# description: Whether nothing of the gateway is left to cover, by the number of the gateway.
covered contains i if some i, _ in _whole

# METADATA
# description: The gateways whose entries can be judged; others may have a longer entry that is not in the bundle.
read contains i if {
	some i, gateway in gateways
	gateway.snat == "complete"
}

read contains i if {
	some i, entries in deciding
	entries[0].covers == "yes"
	entries[0].bits == 32
}

# METADATA
# description: |
#   The state of one address of an entry: works, assumed while its EIP is not in the bundle or only the gateway
#   tells of it, changing, private,
#   missing, foreign when it is bound elsewhere, or the trouble of its EIP.
address_state(ip) := "private" if {
	ip.private
} else := "assumed" if {
	not ip.found
	ip.eips != "complete"
} else := "assumed" if {
	not ip.found
	ip.bound
} else := "missing" if {
	not ip.found
} else := "foreign" if {
	not ip.bound
} else := eip_state(ip.status, ip.business, ip.locked)

# METADATA
# description: The state of an EIP by itself. One that is locked for a debt or for security carries nothing.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/eip/developer-reference/api-vpc-2016-04-28-describeeipaddresses-eips
#     description: DescribeEipAddresses
eip_state(_, _, true) := "locked"

eip_state(_, business, false) := "locked" if not business in {"normal", ""}

eip_state(status, business, false) := _states(status) if business in {"normal", ""}

_states(status) := "works" if status in {"inuse", ""}

_states(status) := "changing" if status in {"associating", "unassociating"}

_states(status) := "not-in-use" if not status in {"inuse", "", "associating", "unassociating"}

# METADATA
# description: The states of addresses that packets leave with.
working := {"works", "assumed"}

# METADATA
# description: The addresses that packets may leave with through the NAT gateways.
translations := [ip |
	some entries in deciding
	some entry in entries
	some ip in entry.ips
	address_state(ip) in working
]

# METADATA
# description: Whether they are all that there are.
default translations_known := false

translations_known if {
	exit.facts.known
	count(gateways) == count(hops)
	every i, _ in gateways {
		i in read
		every entry in deciding[i] { entry.status in {"available", ""} }
	}
}
