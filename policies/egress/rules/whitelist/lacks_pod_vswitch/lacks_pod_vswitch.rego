# METADATA
# title: The whitelist of a database does not admit the pods
# description: |
#   The packet reaches the database with the pod's own address, and no list that serves the endpoint holds it,
#   or the whole range that it will come from.
#
#   Under Terway and on ACS a pod has an address of its vSwitch, and that is what the database sees; an entry
#   for the nodes does not help. Addresses change whenever pods are recreated, so add the CIDR block of the
#   vSwitch. All lists of the instance count together, hidden ones too.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-mysql/configure-an-ip-address-whitelist-for-an-apsaradb-rds-for-mysql-instance
#     description: Whitelists of RDS
#   - ref: https://www.alibabacloud.com/help/en/redis/user-guide/configure-whitelists
#     description: Whitelists of Tair and Redis
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/security-and-compliance/dynamically-add-the-ip-addresses-of-pods-to-the-whitelists-of-alibaba-cloud-services
#     description: Whitelists that follow the pods
# custom:
#   severity: error
#   code: DST-001
#   rows: [R018, R020, R037, R057, R105]
package egress.rules.whitelist.lacks_pod_vswitch

import data.egress.exit
import data.egress.gate.whitelist
import data.egress.path

# METADATA
# description: One finding at the list to edit; a list that only admits the node is told beside it.
findings contains {
	"at": whitelist.edited,
	"message": sprintf(_messages[hop.verdict], [_origin[input.pod.single]]),
	"fix": sprintf(_additions[_ranged], [whitelist.command]),
	"names": object.union_n([
		whitelist.command_names,
		{"database": input.target.database.at, "source": "source"},
		{"address": exit.address, "vswitch": exit.vswitch},
		{"nodes": _nodes.at | _nodes},
	]),
	"related": [{"at": list.at, "message": "{nodes} admits the node's address, which the packet does not have"} |
		list := _nodes
	],
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	hop.reason in {"lacks-pod-vswitch", "partly-admitted"}
	exit.identity == "pod"
	not whitelist.public
}

_messages := {
	"deny": "the whitelist of {database} does not admit %s",
	"partial": "the whitelist of {database} admits only a part of %s",
}

_origin := {
	true: "{address}, the address of {source}",
	false: "{vswitch}, from which {source} gets its address",
}

default _ranged := false

_ranged if {
	input.pod.known
	not exit.carried
}

_additions := {
	true: "add {range}, the range of {vswitch}: %s",
	false: "add {range}: %s",
}

_nodes := whitelist.admitting(input.node.whitelist)
