# METADATA
# title: The public address is bound but not in use
# description: |
#   The packet leaves with an EIP that the export gives to its address, in a state in which it carries nothing.
#
#   Only an EIP in the state InUse carries traffic, and NAT does not take its place. Bind it again, or unbind it
#   so that the pod leaves by NAT.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/eip/developer-reference/api-vpc-2016-04-28-describeeipaddresses-eips
#     description: DescribeEipAddresses
# custom:
#   severity: error
#   code: EIP-005
#   rows: [R014, R015]
package egress.rules.eip.not_in_use

import data.egress.gate.eip
import data.egress.path

# METADATA
# description: One finding at the EIP.
findings contains {
	"at": hop.at,
	"message": "{eip}, which {source} leaves with, is not in use",
	"fix": concat("", ["bind {eip} again, or ", eip.unbind]),
	"names": eip.names,
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "eip"
	hop.reason == "not-in-use"
}
