# METADATA
# title: Policy of an OSS bucket
# description: |
#   What the policy of a bucket says about where a request comes from. A statement that denies wins over everything, so
#   those for every principal, all actions and all objects are judged, by their conditions on the VPC and the address.
#   What else a policy asks, files do not show, and neither do the permissions of the requester.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/object-storage-service/latest/examples
#     description: Bucket policies
#   - ref: https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements
#     description: Syntax of policies
package egress.bucket

import data.egress.exit

_bucket := input.target.bucket

# METADATA
# description: The statement that decides, and what it makes of requests.
deciding := object.union(_judged[0], {"outcome": outcome})

# METADATA
# description: |
#   What the statements that deny make of requests, all together: yes (refused), part (some of them), maybe (nothing tells),
#   other (it depends on what files do not show), or no.
outcome := [candidate |
	some candidate in ["yes", "maybe", "part", "other", "no"]
	some i, _ in _bucket.statements
	outcomes[i] == candidate
][0]

_judged := [statement | some i, statement in _bucket.statements; outcomes[i] == outcome]

# METADATA
# description: The answer of the gate for a request to a bucket.
answer := {
	"verdict": "deny",
	"reason": "bucket-policy",
	"note": "{statement} denies requests that come as this one does",
	"names": {"statement": deciding.at},
	"at": deciding.at,
} if {
	outcome == "yes"
}

answer := {
	"verdict": "partial",
	"reason": "bucket-policy-part",
	"note": "{statement} denies requests from some of the addresses that {source} may have",
	"names": {"statement": deciding.at, "source": "source"},
	"at": deciding.at,
} if {
	outcome == "part"
}

answer := {
	"verdict": "unknown",
	"reason": "bucket-source-unknown",
	"note": "{statement} denies by where a request comes from, and nothing tells with which address or VPC {bucket} sees it",
	"names": {"statement": deciding.at, "bucket": _bucket.name},
	"at": deciding.at,
	"missing": array.concat(
		[item | some item in exit.missing],
		[{"export": "DescribeClusterDetail", "of": ""} | _bucket.vpc == ""],
	),
} if {
	outcome == "maybe"
}

answer := {
	"verdict": "unknown",
	"reason": "bucket-policy-unread",
	"note": "a part of {policy} cannot be read, and nothing in the rest denies the request",
	"names": {"policy": _bucket.at},
	"at": _bucket.at,
	"missing": [{"export": "GetBucketPolicy", "of": _bucket.name}],
} if {
	_passes
	_bucket.evidence == "partial"
}

answer := {
	"verdict": "allow",
	"reason": _passed.reason,
	"note": _passed.note,
	"names": object.union({"policy": _bucket.at}, {"statement": deciding.at | outcome == "other"}),
	"at": _bucket.at,
} if {
	_passes
	_bucket.evidence != "partial"
}

_passes if not outcome

_passes if outcome in {"other", "no"}
