# METADATA
# description: |
#   One answer for the choices that the network makes by itself: the EIPs of a pool, equal routes, the addresses
#   that a pod may get. What all choices agree on holds, one that is not known leaves the whole unknown, and
#   anything else is partial.
package egress.choice

# METADATA
# description: The answer of a list of answers, told by the first of those that decided it; undefined for none.
of(answers) := object.union(answers[0], _gathered(answers)) if {
	count(_verdicts(answers)) == 1
}

of(answers) := object.union(_first(answers, "unknown"), _gathered(answers)) if {
	count(_verdicts(answers)) > 1
	"unknown" in _verdicts(answers)
}

of(answers) := object.union(_worst(answers), object.union(_gathered(answers), {"verdict": "partial"})) if {
	count(_verdicts(answers)) > 1
	not "unknown" in _verdicts(answers)
}

_verdicts(answers) := {answer.verdict | some answer in answers}

_first(answers, verdict) := [answer | some answer in answers; answer.verdict == verdict][0]

_worst(answers) := array.concat(
	[answer | some answer in answers; answer.verdict == "deny"],
	[answer | some answer in answers; answer.verdict == "partial"],
)[0]

_gathered(answers) := {
	"missing": [item | some item in {item | some answer in answers; some item in answer.missing}],
	"egress": [address | some address in {address | some answer in answers; some address in answer.egress}],
}
