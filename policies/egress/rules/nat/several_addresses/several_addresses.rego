# METADATA
# title: The packet leaves with one of several addresses
# description: |
#   The flow that was asked about reaches a public address by NAT, with any of several public addresses.
#
#   The SNAT entry has several EIPs, or the route leads to several gateways: the network picks one for each connection. A
#   partner who admits by address has to admit them all.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
#     description: CreateSnatEntry, on several EIPs
# custom:
#   severity: note
#   code: NAT-004
#   rows: [R011, R013, R034, R051]
package egress.rules.nat.several_addresses

import data.egress.path

# METADATA
# description: One finding at the entry, of a flow that the user asks about and that works.
findings contains {
	"at": hop.at,
	"message": sprintf("{source} leaves with any of %s", [_list(hop.egress)]),
	"fix": sprintf("have whoever admits {source} by address admit all of %s", [_list(hop.egress)]),
	"names": object.union({"source": "source"}, {sprintf("ip%d", [i]): ip | some i, ip in hop.egress}),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "nat"
	hop.verdict == "allow"
	count(hop.egress) > 1
	input.flow.asked
	input.target.kind in {"internet", "ip", "host"}
	every other in path.hops { other.verdict == "allow" }
}

_list(handles) := concat(", ", [sprintf("{ip%d}", [i]) | some i, _ in handles])
