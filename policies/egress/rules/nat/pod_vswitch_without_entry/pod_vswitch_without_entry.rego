# METADATA
# title: A pod vSwitch has no SNAT entry, and another has
# description: |
#   Pods get addresses of a vSwitch whose default route leads to a NAT gateway that has no SNAT entry for it, while another pod
#   vSwitch of the cluster has one.
#
#   A vSwitch that is added to the configuration of Terway needs an SNAT entry of its own: pods that land in it have no
#   internet, and those elsewhere have it. Add the entry, or take the vSwitch out.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/enable-an-existing-ack-cluster-to-access-the-internet
#     description: SNAT for ACK clusters
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
#     description: CreateSnatEntry
# custom:
#   severity: warning
#   code: NAT-001
#   about: object
#   yields_to: [nat/misses-pod-vswitch]
#   rows: []
package egress.rules.nat.pod_vswitch_without_entry

import data.egress.gate.nat

# METADATA
# description: One finding where the vSwitch is given to pods.
lints contains {
	"at": lost.at,
	"message": "no SNAT entry of {nat} is for {vswitch}, which {by} gives to pods, so these do not reach the internet as those of {peer} do",
	"fix": concat("", ["add an SNAT entry for {vswitch}", nat.add_command(lost.gateway)]),
	"names": object.union(
		{"nat": lost.gateway.at, "vswitch": lost.vswitch, "by": lost.by, "peer": lost.peer},
		nat.add_names(lost.gateway),
	),
	"related": array.concat(
		[{"at": lost.gateway.at, "message": "the default route of {vswitch} leads to {nat}"}],
		[{"at": pod, "message": "this pod has an address of {vswitch}"} | some pod in lost.used],
	),
	"causes": [lost.vswitch],
} if {
	lost := input.object.vswitch
	not lost.nodes
	lost.public == "no"
	lost.peer != ""
	lost.elsewhere == ""
	not nat.fault_of(object.union(lost.gateway, {"found": true, "foreign": false}), "complete")
}
