# METADATA
# title: The policy of a bucket denies requests from here
# description: |
#   A statement of the policy of the bucket denies every requester all actions, by the VPC or the address that the request
#   comes from, and so OSS answers it with 403.
#
#   On an endpoint for VPCs (oss-REGION-internal) OSS sees the VPC and the address that the packet leaves with: the pod's
#   under Terway and on ACS, the node's under Flannel. On a public endpoint it sees the EIP of the pod, the node or the NAT
#   gateway and no VPC, so that a statement which denies what does not come from a VPC denies it all.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/object-storage-service/latest/examples
#     description: Bucket policies
#   - ref: https://www.alibabacloud.com/help/en/oss/user-guide/tutorial-use-vpc-policies-and-bucket-policies-to-control-data-access
#     description: Buckets for the requests of a VPC
# custom:
#   severity: error
#   code: DST-008
#   rows: [R020, R021, R039, R057, R058]
package egress.rules.whitelist.bucket_policy_denies

import data.egress.bucket
import data.egress.exit
import data.egress.path

# METADATA
# description: One finding at the values that the request is compared with.
findings contains {
	"at": bucket.blamed.at,
	"message": sprintf("{statement} denies requests %s%s{values}, and %s", [
		bucket.plainly,
		bucket.compared,
		bucket.comes,
	]),
	"fix": bucket.fix,
	"names": object.union_n([
		{"statement": bucket.deciding.at, "values": bucket.blamed.values, "bucket": input.target.bucket.name, "source": "source"},
		{"address": bucket.hit | bucket.hit != ""},
		{"vpc": input.target.bucket.vpc | input.target.bucket.vpc != ""},
		{"internal": input.target.bucket.internal | input.target.bucket.internal != ""},
		{"range": exit.facts.range | exit.facts.range != ""},
	]),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	hop.reason in {"bucket-policy", "bucket-policy-part"}
}
