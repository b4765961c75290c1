# METADATA
# title: Policy of an OSS bucket
# description: |
#   What the policy of a bucket says about where a request comes from. A statement that denies wins over everything, so
#   those for all actions and all objects are judged, by their conditions on the VPC and the address. One for some accounts
#   leaves it open, for files do not show whose requests a pod sends. What else a policy asks, files do not show, and neither do the permissions of the requester.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/object-storage-service/latest/examples
#     description: Bucket policies
#   - ref: https://www.alibabacloud.com/help/en/oss/user-guide/authorization-syntax-and-elements
#     description: Syntax of policies
package egress.bucket

import data.egress.way

_bucket := input.target.bucket

# METADATA
# description: The statement that decides, and what it makes of requests.
deciding := object.union(_judged[0], {"outcome": outcome})

# METADATA
# description: |
#   What the statements that deny make of requests, all together: yes (refused), part (some of them), maybe (nothing tells),
#   account (those of some accounts), other (it depends on what files do not show), or no.
outcome := [candidate |
	some candidate in ["yes", "maybe", "account", "part", "other", "no"]
	some i, _ in _bucket.statements
	outcomes[i] == candidate
][0]

_judged := [statement | some i, statement in _bucket.statements; outcomes[i] == outcome]

# METADATA
# description: |
#   The answer of the gate for a request to a bucket. The policy of a gateway endpoint comes before that of the bucket.
answer := _said if not refusing

answer := {
	"verdict": "deny",
	"reason": "endpoint-policy",
	"note": "{policy} allows no request to bucket {bucket}",
	"names": {"policy": refusing, "bucket": _bucket.name},
	"at": refusing,
} if {
	refusing
}

# METADATA
# description: The policy of a gateway endpoint on the way that allows no request to the bucket; undefined when there is none.
refusing := [hop.refuses | not public; some hop in way.hops; hop.refuses != ""][0]

_said := {
	"verdict": "deny",
	"reason": "bucket-policy",
	"note": "{statement} denies requests that come as this one does",
	"names": {"statement": deciding.at},
	"at": deciding.at,
} if {
	outcome == "yes"
}

_said := {
	"verdict": "partial",
	"reason": "bucket-policy-part",
	"note": "{statement} denies requests from some of the addresses that {source} may have",
	"names": {"statement": deciding.at, "source": "source"},
	"at": deciding.at,
} if {
	outcome == "part"
}

_said := {
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
