# METADATA
# title: The list that the injector is to write does not exist
# description: |
#   The pod names a list for the injector to add its address to, and the database has no list of that name.
#
#   The injector adds addresses to lists that are there. Create the list, or name one that the database has.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/security-and-compliance/dynamically-add-the-ip-addresses-of-pods-to-the-whitelists-of-alibaba-cloud-services
#     description: ack-kubernetes-webhook-injector
# custom:
#   severity: warning
#   code: DST-005
#   about: workload
#   rows: [R022, R059, R107]
package egress.rules.whitelist.injector_lacks_list

import data.egress.injector
import data.egress.path

# METADATA
# description: One finding at the annotation that names the list.
findings contains {
	"at": input.source.injection.list_at,
	"message": "{annotation} of {source} names list {list}, which {database} does not have",
	"fix": concat(" ", [
		"create it: aliyun rds ModifySecurityIps --DBInstanceId {id} --ModifyMode Cover",
		"--SecurityIps 127.0.0.1 --DBInstanceIPArrayName {list}; or name a list that {database} has",
	]),
	"names": {
		"source": "source",
		"annotation": input.source.injection.list_at,
		"list": input.source.injection.list,
		"database": input.target.database.at,
		"id": input.target.database.id,
	},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	input.source.injection.listed == "no"
	injector.helps != "no"
}
