package egress.bucket

import data.egress.exit

_said := {
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

_said := {
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

_said := {
	"verdict": "unknown",
	"reason": "bucket-policy-account",
	"note": "{statement} denies requests of some accounts that come as this one does, and files do not show whose this one is",
	"names": {"statement": deciding.at},
	"at": deciding.at,
} if {
	outcome == "account"
}
