# METADATA
# title: The policy of a gateway endpoint allows no request to the bucket
# description: |
#   The route to OSS leads to a gateway endpoint of the VPC, and none of the statements of its policy that allow is about the
#   bucket, so that OSS answers requests with 403.
#
#   A gateway endpoint has a policy that allows everything until somebody writes another one. What it does not allow it
#   denies, whatever the bucket itself says.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/oss/user-guide/tutorial-use-vpc-policies-and-bucket-policies-to-control-data-access
#     description: Policies of gateway endpoints
#   - ref: https://www.alibabacloud.com/help/en/vpc/api-311012
#     description: UpdateVpcGatewayEndpointAttribute
# custom:
#   severity: error
#   code: DST-009
#   rows: [R039]
package egress.rules.whitelist.endpoint_policy_denies

import data.egress.bucket
import data.egress.path
import data.egress.way

# METADATA
# description: One finding at the policy.
findings contains {
	"at": bucket.refusing,
	"message": "{policy} allows no request to bucket {bucket}, and {route} leads {source} through it",
	"fix": sprintf("add %s to the Resource of a statement that allows, and write the policy back: %s", [
		"acs:oss:*:*:{bucket} and acs:oss:*:*:{bucket}/*",
		"aliyun vpc UpdateVpcGatewayEndpointAttribute --EndpointId {endpoint} --PolicyDocument \"$(cat policy.json)\"",
	]),
	"names": {
		"policy": bucket.refusing,
		"bucket": input.target.bucket.name,
		"route": way.covering[0].at,
		"source": "source",
		"endpoint": _endpoint.at,
	},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	hop.reason == "endpoint-policy"
}

_endpoint := [hop | some hop in way.hops; hop.refuses == bucket.refusing][0]
