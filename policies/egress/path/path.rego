# METADATA
# title: The path of a packet
# description: |
#   The gates that a packet crosses, in the one order in which hops are listed and the first gate that denies
#   is chosen. A gate that is not on the way has no hop.
package egress.path

import data.egress.gate.destination_acl
import data.egress.gate.dns
import data.egress.gate.eip
import data.egress.gate.ipv6_gateway
import data.egress.gate.load_balancer
import data.egress.gate.nat
import data.egress.gate.network_acl
import data.egress.gate.network_policy
import data.egress.gate.route
import data.egress.gate.security_group
import data.egress.gate.whitelist
import data.egress.inside
import data.egress.service

# METADATA
# description: |
#   The hops of the gates asked for, of all gates when none is. A way that the packet does not take has none, and one that
#   ends on the node only those of the gates that are there.
hops := [] if inside.aside

hops := [hop | some gate in _asked; hop := _hop[gate]] if {
	not inside.aside
	not _ends_early
}

hops := [hop | some gate in _asked; gate in _near; hop := _hop[gate]] if {
	not inside.aside
	_ends_early
}

_near := {"dns", "network-policy", "load-balancer"}

_ends_early if input.balancer.inside.way == "node"

_ends_early if service.ends_early

_order := [
	"dns",
	"network-policy",
	"security-group",
	"network-acl",
	"route",
	"nat",
	"eip",
	"ipv6-gateway",
	"load-balancer",
	"destination-acl",
	"whitelist",
]

_asked := _order if not input.flow.gates[0]

_asked := [gate | some gate in _order; gate in input.flow.gates] if input.flow.gates[0]

_hop["dns"] := dns.hop

_hop["network-policy"] := network_policy.hop

_hop["security-group"] := security_group.hop

_hop["network-acl"] := network_acl.hop

_hop["route"] := route.hop

_hop["nat"] := nat.hop

_hop["eip"] := eip.hop

_hop["ipv6-gateway"] := ipv6_gateway.hop

_hop["load-balancer"] := load_balancer.hop

_hop["destination-acl"] := destination_acl.hop

_hop["whitelist"] := whitelist.hop
