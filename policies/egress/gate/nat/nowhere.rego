package egress.gate.nat

import data.egress.exit

# METADATA
# description: |
#   There is no way out: the VPC has no NAT gateway and the packet no public address. Under Terway an EIP of the node
#   changes nothing, because pods do not leave with the address of the node.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/comparison-between-terway-and-flannel
#     description: Terway and Flannel compared
_nowhere := {
	"verdict": "deny",
	"reason": "no-way-out",
	"note": "{address} has no public address and the VPC has no NAT gateway",
	"names": {"address": exit.address},
	"missing": [],
} if {
	not _node_address
}

_nowhere := {
	"verdict": "deny",
	"reason": "node-eip-does-not-serve-pods",
	"note": "{eip} serves only the node, and the VPC has no NAT gateway for {address}",
	"names": {"eip": _node_address, "address": exit.address},
	"at": _node_address,
	"missing": [],
} if {
	_node_address
}

_node_address := [address.at | exit.identity == "pod"; some address in input.node.public.addresses][0]
