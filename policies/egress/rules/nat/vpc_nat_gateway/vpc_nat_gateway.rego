# METADATA
# title: A VPC NAT gateway does not lead to the internet
# description: |
#   The route to the internet leads to a VPC NAT gateway, which translates between private networks only.
#
#   Only an Internet NAT gateway can hold EIPs. Create one with an EIP and an SNAT entry, and point the default
#   route to it.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/latest/create-an-internet-nat-gateway
#     description: Internet NAT gateways
# custom:
#   severity: error
#   code: NAT-003
#   rows: []
package egress.rules.nat.vpc_nat_gateway

import data.egress.exit
import data.egress.path

# METADATA
# description: One finding at the gateway.
findings contains {
	"at": hop.at,
	"message": "{nat} is a VPC NAT gateway, and {source} needs an Internet NAT gateway to reach {target}",
	"fix": concat(" ", [
		"create an Internet NAT gateway (aliyun vpc CreateNatGateway --NatType Enhanced --NetworkType internet",
		"--VpcId $VPC --VSwitchId $VSWITCH), bind an EIP to it, add an SNAT entry for {vswitch}",
		"and point the default route of {table} to it",
	]),
	"names": {"nat": hop.at, "source": "source", "target": "target", "table": exit.facts.route.table, "vswitch": exit.vswitch},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "nat"
	hop.reason == "vpc-nat"
}
