# METADATA
# title: The public address is locked
# description: |
#   The packet leaves with an EIP that is locked, or whose bandwidth package is, for a debt or for security.
#
#   A locked EIP carries no traffic, and NAT does not take its place. Settle the payment, have the lock lifted,
#   or unbind the EIP so that the pod leaves by NAT.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/eip/developer-reference/api-vpc-2016-04-28-describeeipaddresses-eips
#     description: DescribeEipAddresses
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
# custom:
#   severity: error
#   code: EIP-005
#   rows: [R014, R015]
package egress.rules.eip.locked

import data.egress.gate.eip
import data.egress.path

# METADATA
# description: One finding at the EIP.
findings contains {
	"at": hop.at,
	"message": _messages[hop.reason],
	"fix": _fixes[hop.reason],
	"names": eip.names,
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "eip"
	hop.reason in object.keys(_fixes)
}

# METADATA
# description: One finding at a locked EIP of a pod or node that no flow has shown.
lints contains {
	"at": locked.at,
	"message": "{eip}, the EIP of {user}, is locked for a debt or for security and carries nothing",
	"fix": concat(" ", [
		"settle the overdue payment or have the lock of {eip} lifted, or unbind it so that pods leave by NAT:",
		"aliyun vpc UnassociateEipAddress --AllocationId {id} --InstanceType {kind} --InstanceId {of}",
	]),
	"names": {"eip": locked.at, "user": locked.user, "id": locked.id, "kind": locked.kind, "of": locked.of},
	"related": [{"at": locked.user, "message": "{user} leaves with {eip}"}],
} if {
	locked := input.object.eip
}

_messages := {
	"locked": "{eip}, which {source} leaves with, is locked for a debt or for security",
	"package-locked": "the bandwidth package of {eip}, which {source} leaves with, is locked",
}

_fixes := {
	"locked": concat(" ", [
		"settle the overdue payment or have the lock of {eip} lifted, or",
		eip.unbind,
	]),
	"package-locked": "settle the overdue payment of the bandwidth package, or take {eip} out of it",
}
