# METADATA
# title: An EIP of the node does not serve a pod with its own address
# description: |
#   The only public address is that of the node, and the pod leaves with an address of its own.
#
#   The EIP of a node stands for its primary address. Pods of Terway leave with other addresses, so it serves
#   only the node and pods on the host network. Bind an EIP to the pod, or create an Internet NAT gateway with an
#   SNAT entry for the pod vSwitch.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-a-pod-to-access-an-external-network
#     description: Pods that access external networks
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/comparison-between-terway-and-flannel
#     description: Terway and Flannel compared
# custom:
#   severity: error
#   code: EIP-002
#   rows: [R052, R103]
package egress.rules.nat.node_eip_for_terway_pod

import data.egress.exit
import data.egress.path

# METADATA
# description: One finding at the EIP that serves only the node.
findings contains {
	"at": hop.at,
	"message": "{eip} serves the node but not {source}, which leaves with {address}",
	"fix": concat(" ", [
		"bind an EIP to the pod (network.alibabacloud.com/pod-with-eip: \"true\"), or create an Internet NAT gateway in the VPC (aliyun vpc CreateNatGateway),",
		"bind an EIP to it and add an SNAT entry for {vswitch}",
	]),
	"names": {"eip": hop.at, "source": "source", "address": exit.address, "vswitch": exit.vswitch},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "nat"
	hop.reason == "node-eip-does-not-serve-pods"
}
