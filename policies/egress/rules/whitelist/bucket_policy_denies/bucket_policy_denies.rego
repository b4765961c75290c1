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
	"at": _condition.at,
	"message": sprintf("{statement} denies requests %s%s{values}, and %s", [_tls[0], _from[_negative], _comes]),
	"fix": sprintf("%s%s, and write the policy back: aliyun oss bucket-policy --method put oss://{bucket} policy.json", [_tls[1], _fix]),
	"names": object.union_n([
		{"statement": bucket.deciding.at, "values": _condition.values, "bucket": input.target.bucket.name, "source": "source"},
		{"address": bucket.sources[0].address | bucket.sources[0].address != ""},
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

# What is easiest to add to comes first.
_condition := [condition |
	some candidates in [
		[place | some place in bucket.places(bucket.deciding); bucket.negative(place); bucket.by_address(place)],
		[place | some place in bucket.places(bucket.deciding); bucket.negative(place)],
		[place | some place in bucket.places(bucket.deciding); bucket.by_address(place)],
		bucket.places(bucket.deciding),
	]
	some condition in candidates
][0]

default _tls := ["", ""]

_tls := ["without TLS ", "use HTTPS on port 443; or else "] if {
	some condition in bucket.deciding.conditions
	condition.key == "acs:securetransport"
}

default _negative := false

_negative if bucket.negative(_condition)

_from := {true: "that do not come from ", false: "that come from "}

_comes := "those of {source} come from {address}" if bucket.by_address(_condition)

_comes := {
	true: "{source} asks over the internet, where no request has a VPC",
	false: "{source} is in {vpc}",
}[bucket.public] if {
	bucket.by_vpc(_condition)
}

_fix := {
	true: sprintf("add %s to the values", [{true: "{address}", false: "{range}"}[bucket.public]]),
	false: "take {address} out of the values",
}[_negative] if {
	bucket.by_address(_condition)
}

_fix := "take {vpc} out of the values" if {
	bucket.by_vpc(_condition)
	not _negative
}

_fix := {
	[false, true]: "add {vpc} to the values",
	[false, false]: "add {vpc} to the values",
	[true, true]: "ask {internal} instead, and add {vpc} to the values if it is not there",
	[true, false]: "end the statement, or ask from a VPC that it names over the endpoint for VPCs",
}[[bucket.public, input.target.bucket.internal != ""]] if {
	bucket.by_vpc(_condition)
	_negative
}
