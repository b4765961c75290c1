# METADATA
# title: The whitelist of a database does not admit the nodes
# description: |
#   The packet reaches the database with the address of its node, and no list that serves the endpoint holds it,
#   or the whole range that it will come from.
#
#   Under Flannel the node replaces the address of the pod by its own, and pods on the host network have it from
#   the start; an entry for the container network does not help, and neither does the whitelist injector under
#   Flannel. Nodes come and go, so add the CIDR block of their vSwitch.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-mysql/configure-an-ip-address-whitelist-for-an-apsaradb-rds-for-mysql-instance
#     description: Whitelists of RDS
#   - ref: https://www.alibabacloud.com/help/en/redis/user-guide/configure-whitelists
#     description: Whitelists of Tair and Redis
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/comparison-between-terway-and-flannel
#     description: Terway and Flannel compared
# custom:
#   severity: error
#   code: DST-002
#   rows: [R019, R021, R058, R106]
package egress.rules.whitelist.lacks_node_vswitch

import data.egress.exit
import data.egress.gate.whitelist
import data.egress.path

# METADATA
# description: One finding at the list to edit; what only looks like help is told beside it.
findings contains {
	"at": whitelist.edited,
	"message": sprintf(_messages[hop.verdict], [_origin]),
	"fix": sprintf(_additions[_ranged], [whitelist.command]),
	"names": object.union_n([
		whitelist.command_names,
		{"database": input.target.database.at, "source": "source"},
		{"address": exit.address, "vswitch": exit.vswitch},
		{"pods": _pods.at | _pods},
	]),
	"related": array.concat(_pods_only, _injected),
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	hop.reason in {"lacks-node-vswitch", "partly-admitted"}
	exit.identity == "node"
	not whitelist.public
}

_messages := {
	"deny": "the whitelist of {database} does not admit %s",
	"partial": "the whitelist of {database} admits only a part of %s",
}

_origin := "{address}, the address of {source}" if exit.instance

_origin := {
	true: "{address}, the address of the node of {source}",
	false: "{vswitch}, whose nodes may run {source}",
}[input.node.single] if {
	not exit.instance
}

default _ranged := false

_ranged if {
	input.node.known
	not exit.outside
}

_additions := {
	true: "add {range}, the range of {vswitch}: %s",
	false: "add {range}: %s",
}

_pods := whitelist.admitting(input.pod.whitelist)

_pods_only := [{"at": list.at, "message": "{pods} admits the pod's address, which the node replaces by its own"} |
	not input.source.host_network
	list := _pods
]

_injected := [{
	"at": "source",
	"message": "the injector adds the address of {source}, which {database} does not see",
} |
	input.source.injector
]
