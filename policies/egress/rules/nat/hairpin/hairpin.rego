# METADATA
# title: A packet returns to the NAT gateway that it leaves by
# description: |
#   The destination is a public address of the NAT gateway's own DNAT entries.
#
#   An enhanced NAT gateway does not translate a packet twice, so the pods behind it do not reach what it publishes.
#   Use the private address that the DNAT entry maps to, or a gateway of its own for either direction.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/latest/create-an-internet-nat-gateway
#     description: Internet NAT gateways
# custom:
#   severity: error
#   code: NAT-003
#   rows: []
package egress.rules.nat.hairpin

import data.egress.path

# METADATA
# description: One finding at the DNAT entry.
findings contains {
	"at": hop.at,
	"message": "{entry} of {nat} publishes {target}, and {nat}, by which {source} leaves, does not lead back to it",
	"fix": "have {source} use the private address that {entry} maps to",
	"names": object.union(hop.names, {"source": "source"}),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "nat"
	hop.reason == "hairpin"
	hop.verdict == "deny"
}
