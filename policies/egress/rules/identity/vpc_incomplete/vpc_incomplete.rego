# METADATA
# title: The export of the VPC lacks what every VPC has
# description: |
#   A VPC has a CIDR block, a vRouter and at least one vSwitch, and the export has no value for one of them.
#
#   No cluster is in such a VPC, so the export was cut or edited, or is of a VPC that is being made. Export it again: routes
#   and ranges are read from it.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-describevpcs
#     description: DescribeVpcs
# custom:
#   severity: note
#   code: VPC-001
#   about: cluster
#   rows: [R078, R079]
package egress.rules.identity.vpc_incomplete

# METADATA
# description: One finding for each field, where it is written.
findings contains _finding(lack) if some lack in input.cluster.vpc_lacks

# METADATA
# description: The same where no flow shows it.
lints contains _finding(lack) if {
	input.object.cluster
	some lack in input.cluster.vpc_lacks
}

_finding(lack) := {
	"at": lack.at,
	"message": "{field} of {vpc}, the VPC of the cluster, is empty, which that of no VPC is",
	"fix": "export it again: aliyun vpc DescribeVpcs --VpcId {vpc}",
	"names": {"field": lack.at, "vpc": lack.of},
	"related": [],
}
