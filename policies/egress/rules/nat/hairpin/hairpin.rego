# METADATA
# title: The NAT gateway does not lead the packet back into the VPC
# description: |
#   The destination is a public address of the very NAT gateway that the packet leaves by, and a DNAT entry of the
#   gateway leads from there to a host of the VPC.
#
#   An enhanced NAT gateway does not translate a packet both ways. Inside the VPC, use the private address of the
#   host, or a name that resolves to it.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createforwardentry-natgws
#     description: CreateForwardEntry
# custom:
#   severity: error
#   code: NAT-003
#   rows: []
package egress.rules.nat.hairpin

import data.egress.gate.nat
import data.egress.path

# METADATA
# description: One finding at the DNAT entry.
findings contains {
	"at": hop.at,
	"message": "{source} leaves by {nat}, which does not lead it back in to {target}, an address of its own",
	"fix": "reach {inside}, to which {entry} leads, by its private address",
	"names": {
		"source": "source", "target": "target",
		"nat": hop.names.nat, "entry": hop.at, "inside": nat.gateway.inside,
	},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "nat"
	hop.reason == "hairpin"
}
