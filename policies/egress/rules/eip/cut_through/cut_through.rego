# METADATA
# title: An EIP in cut-through mode hides the private network
# description: |
#   The destination is private, and the ENI of the source has an EIP in cut-through mode.
#
#   Such an EIP takes the place of the private addresses of its ENI, so that nothing private is reached from it. Bind the
#   EIP in NAT mode, which is the usual one.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/eip/developer-reference/api-vpc-2016-04-28-describeeipaddresses-eips
#     description: DescribeEipAddresses, on the modes
# custom:
#   severity: error
#   code: EIP-005
#   rows: []
package egress.rules.eip.cut_through

import data.egress.gate.eip
import data.egress.path

# METADATA
# description: One finding at the EIP.
findings contains {
	"at": hop.at,
	"message": "{eip} takes over the ENI of {source}, which does not reach the private address of {target} then",
	"fix": "unbind {eip} and bind it in NAT mode",
	"names": object.union(eip.names, {"target": "target"}),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "eip"
	hop.reason == "cut-through"
}
