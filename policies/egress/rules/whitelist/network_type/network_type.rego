# METADATA
# title: The list that holds the address serves another network
# description: |
#   The address is in a list of the instance, but that list does not serve the endpoint that the flow goes to.
#
#   In the enhanced whitelist mode of RDS every list belongs to one network: those of VPCs serve private
#   endpoints, those of the classic network serve classic and public ones. Add the address to a list of the
#   right network.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-mysql/change-the-network-isolation-mode-of-an-apsaradb-rds-for-mysql-instance-to-the-enhanced-whitelist-mode
#     description: Enhanced whitelist mode of RDS
# custom:
#   severity: error
#   code: DST-001
#   rows: [R018, R020, R057]
package egress.rules.whitelist.network_type

import data.egress.gate.whitelist
import data.egress.path

# METADATA
# description: One finding at the list that holds the address in vain.
findings contains {
	"at": whitelist.stray.at,
	"message": sprintf("{list} holds the address of {source}, but serves only connections over %s", [
		whitelist.networks[whitelist.stray.network],
	]),
	"fix": concat(" ", ["add it to a list that serves {endpoint}:", whitelist.command]),
	"names": object.union(whitelist.command_names, {
		"list": whitelist.stray.at,
		"source": "source",
		"endpoint": input.target.database.endpoint.at,
	}),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	hop.reason == "network-type"
}
