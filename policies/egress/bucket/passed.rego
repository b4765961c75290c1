package egress.bucket

# A bucket has no policy until somebody writes one, so that one which is not in the bundle is no doubt.
_passed := {
	"reason": "bucket-without-policy",
	"note": "no policy of {policy} is in the bundle, and a bucket has none by default",
} if {
	_bucket.evidence == "absent"
}

_passed := {
	"reason": "bucket-policy-passes",
	"note": "no statement of {policy} denies requests by where they come from",
} if {
	_bucket.evidence != "absent"
	not outcome == "other"
}

_passed := {
	"reason": "bucket-policy-passes",
	"note": "no statement of {policy} denies every request from here; {statement} denies some, by what files do not show",
} if {
	_bucket.evidence != "absent"
	outcome == "other"
}
