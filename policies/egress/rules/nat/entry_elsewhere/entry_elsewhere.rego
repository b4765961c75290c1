# METADATA
# title: The SNAT entry is on a NAT gateway that is not on the way
# description: |
#   An SNAT entry covers the source, but the route leads to another NAT gateway, which has none for it.
#
#   Only the entries of the gateway that the route leads to count. Add the entry there, or change the route.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
#     description: CreateSnatEntry
#   - ref: https://www.alibabacloud.com/help/en/vpc/api-createrouteentry
#     description: CreateRouteEntry
# custom:
#   severity: error
#   code: NAT-003
#   rows: [R048]
package egress.rules.nat.entry_elsewhere

import data.egress.exit
import data.egress.gate.nat
import data.egress.path

# METADATA
# description: One finding at the entry that no packet reaches.
findings contains {
	"at": nat.elsewhere.at,
	"message": "{entry} covers {address} of {source}, but the route leads to {nat} instead of {other}",
	"fix": nat.add_entry,
	"names": object.union(nat.add_entry_names, {
		"entry": nat.elsewhere.at,
		"other": nat.elsewhere.nat,
		"address": exit.address,
		"source": "source",
	}),
	"related": [{"at": hop.at, "message": "the route leads to {nat}, none of whose entries covers it"}],
	"causes": [exit.vswitch, nat.elsewhere.nat],
} if {
	some hop in path.hops
	hop.gate == "nat"
	hop.reason == "entry-elsewhere"
}
