# METADATA
# title: The SNAT entry is for addresses that no packet leaves with
# description: |
#   An SNAT entry is for the container CIDR block of a cluster with Flannel, and the node that the packet leaves from has
#   none.
#
#   Nodes of Flannel masquerade what leaves the container network, so that NAT gateways see the addresses of nodes alone.
#   Give the entry the vSwitch of the nodes.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/enable-an-existing-ack-cluster-to-access-the-internet
#     description: SNAT for ACK clusters
# custom:
#   severity: warning
#   code: NAT-005
#   about: cluster
#   rows: [R012, R050]
package egress.rules.nat.useless_entry

import data.egress.exit
import data.egress.path

# METADATA
# description: One finding at each such entry.
findings contains {
	"at": entry,
	"message": "{entry} is for the pod CIDR block, and pods of Flannel leave with the address of their node",
	"fix": "delete {entry}, and add an SNAT entry for {vswitch}, the vSwitch of the node",
	"names": {"entry": entry, "vswitch": exit.vswitch},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "nat"
	hop.verdict == "deny"
	hop.reason in {"misses-node-vswitch", "entry-elsewhere"}
	input.cluster.plugin == "flannel"
	some entry in input.cluster.pod_entries
}

# METADATA
# description: One finding at an entry that no flow has shown.
lints contains {
	"at": entry.at,
	"message": "{entry} is for the pod CIDR block, and pods of Flannel leave with the address of their node",
	"fix": concat(" ", [
		"add an SNAT entry for the vSwitch of the nodes where there is none, and delete {entry}:",
		"aliyun vpc DeleteSnatEntry --SnatTableId {table} --SnatEntryId {entry}",
	]),
	"names": {"entry": entry.entry, "table": entry.table},
	"related": [],
} if {
	entry := input.object.snat_entry
	input.cluster.plugin == "flannel"
	input.cluster.masquerade != "no"
	entry.pods
	entry.vswitch != "yes"
}
