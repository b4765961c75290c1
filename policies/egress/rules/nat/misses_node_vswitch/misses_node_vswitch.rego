# METADATA
# title: No SNAT entry covers the node
# description: |
#   The packet goes to the internet through a NAT gateway, and none of its SNAT entries covers the address
#   of the node that the pod runs on.
#
#   Under Flannel, and on the host network, packets leave with the address of the node. An entry for the
#   container CIDR does not cover them. Add an SNAT entry for the vSwitch of the node.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/enable-an-existing-ack-cluster-to-access-the-internet
#     description: SNAT for ACK clusters
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
#     description: CreateSnatEntry
# custom:
#   severity: error
#   code: NAT-002
#   rows: [R012, R050, R101]
package egress.rules.nat.misses_node_vswitch

import data.egress.exit
import data.egress.gate.nat
import data.egress.path

# METADATA
# description: One finding at the gateway whose entries leave the node out.
findings contains {
	"at": hop.at,
	"message": concat("", ["no SNAT entry of {nat} covers {address}, with which {source} leaves", _place]),
	"fix": nat.add_entry,
	"names": object.union(nat.add_entry_names, {"address": exit.address, "source": "source"}),
	"related": [],
	"causes": [exit.vswitch],
} if {
	some hop in path.hops
	hop.gate == "nat"
	hop.reason == "misses-node-vswitch"
}

default _place := " its node"

_place := "" if exit.instance
