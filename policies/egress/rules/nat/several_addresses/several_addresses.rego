# METADATA
# title: The pods leave with one of several addresses
# description: |
#   A packet to the internet may leave with any of several public addresses: those of an SNAT entry with several EIPs, of
#   several NAT gateways, or the EIPs of pods and nodes.
#
#   Whoever admits the pods by their address has to admit all of them. Give the whole list to partners, or give the SNAT
#   entry one EIP.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/user-guide/create-and-manage-snat-entries
#     description: SNAT entries with several EIPs
# custom:
#   severity: note
#   code: NAT-004
#   rows: [R011, R013]
package egress.rules.nat.several_addresses

import data.egress.path

# METADATA
# description: |
#   One finding for a flow that somebody asks about; partners of flows that the bundle merely shows may not care.
findings contains {
	"at": hop.at,
	"message": "{source} leaves with one of several public addresses: {first}, {second} or another",
	"fix": "give those who admit the pods by address all that are listed, or give the SNAT entry one EIP",
	"names": {"source": "source", "first": hop.egress[0], "second": hop.egress[1]},
	"related": [],
} if {
	input.flow.asked
	some hop in path.hops
	hop.gate == "nat"
	hop.verdict == "allow"
	count(hop.egress) > 1
}
