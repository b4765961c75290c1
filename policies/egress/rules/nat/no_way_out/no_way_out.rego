# METADATA
# title: Nothing leads to the internet
# description: |
#   The packet goes to a public address. It has no public address of its own, and its VPC has no NAT gateway.
#
#   Private addresses reach the internet only through an EIP or an Internet NAT gateway. Create a NAT gateway,
#   bind an EIP to it and add an SNAT entry for the vSwitch, or bind an EIP to the pod (Terway) or node (Flannel).
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-a-pod-to-access-an-external-network
#     description: Pods that access external networks
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/latest/create-an-internet-nat-gateway
#     description: Internet NAT gateways
# custom:
#   severity: error
#   code: NET4-001
#   rows: [R009, R046, R047, R099]
package egress.rules.nat.no_way_out

import data.egress.exit
import data.egress.path

# METADATA
# description: One finding at the source.
findings contains {
	"at": "source",
	"message": "{source} has neither an EIP nor a NAT gateway on its way to {target}",
	"fix": concat(" ", [
		"create an Internet NAT gateway in the VPC (aliyun vpc CreateNatGateway), bind an EIP to it",
		sprintf("and add an SNAT entry for {vswitch}, or bind an EIP to %s", [_holder[exit.identity]]),
	]),
	"names": {"source": "source", "target": "target", "vswitch": exit.vswitch},
	"related": [],
	"causes": [exit.vswitch],
} if {
	some hop in path.hops
	hop.gate == "nat"
	hop.reason == "no-way-out"
}

_holder := {"pod": "the pod (network.alibabacloud.com/pod-with-eip: \"true\")", "node": "the node"}
