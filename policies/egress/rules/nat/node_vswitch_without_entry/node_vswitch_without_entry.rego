# METADATA
# title: A vSwitch of nodes has no SNAT entry, and another has
# description: |
#   Nodes of a cluster with Flannel are in a vSwitch whose default route leads to a NAT gateway that has no SNAT entry for it,
#   while the vSwitch of other nodes has one.
#
#   Pods of Flannel leave with the address of their node: on these nodes they have no internet, and on the others they have
#   it. Add the entry.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/enable-an-existing-ack-cluster-to-access-the-internet
#     description: SNAT for ACK clusters
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
#     description: CreateSnatEntry
# custom:
#   severity: warning
#   code: NAT-002
#   about: object
#   yields_to: [nat/misses-node-vswitch]
#   rows: []
package egress.rules.nat.node_vswitch_without_entry

import data.egress.gate.nat

# METADATA
# description: One finding at the first of the nodes.
lints contains {
	"at": lost.at,
	"message": "no SNAT entry of {nat} is for {vswitch}, the vSwitch of {by}, so pods there do not reach the internet as those in {peer} do",
	"fix": concat("", ["add an SNAT entry for {vswitch}", nat.add_command(lost.gateway)]),
	"names": object.union(
		{"nat": lost.gateway.at, "vswitch": lost.vswitch, "by": lost.by, "peer": lost.peer},
		nat.add_names(lost.gateway),
	),
	"related": array.concat(
		[{"at": lost.gateway.at, "message": "the default route of {vswitch} leads to {nat}"}],
		[{"at": node, "message": "this node is in {vswitch} too"} | some node in lost.used],
	),
	"causes": [lost.vswitch],
} if {
	lost := input.object.vswitch
	lost.nodes
	input.cluster.masquerade != "no"
	lost.public == "no"
	lost.peer != ""
	lost.elsewhere == ""
	not nat.fault_of(object.union(lost.gateway, {"found": true, "foreign": false}), "complete")
}
