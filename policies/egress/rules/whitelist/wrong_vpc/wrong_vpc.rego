# METADATA
# title: The private endpoint of a database is in another VPC
# description: |
#   The endpoint is in another VPC, and the VPC of the source has a vSwitch with the same range, so that the
#   packet looks for the address at home.
#
#   VPCs are isolated from each other, and a route between VPCs cannot help where their ranges overlap. Use an
#   instance of the cluster's own VPC, or the public endpoint.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/user-guide/route-table-overview
#     description: Route tables, on the routes of the system
# custom:
#   severity: error
#   code: RT-002
#   rows: [R077, R078]
package egress.rules.whitelist.wrong_vpc

import data.egress.exit
import data.egress.path

# METADATA
# description: One finding at the endpoint.
findings contains {
	"at": input.target.database.endpoint.at,
	"message": "{endpoint} is in another VPC, and {source} looks for its address in the VPC of {vswitch}",
	"fix": "use an instance in the VPC of {vswitch}, or the public endpoint of {database}",
	"names": {
		"source": "source",
		"endpoint": input.target.database.endpoint.at,
		"database": input.target.database.at,
		"vswitch": exit.vswitch,
	},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	hop.reason == "wrong-vpc"
}
