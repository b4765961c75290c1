# METADATA
# title: Name resolution
# description: |
#   Whether the name of the target resolves: the servers that the pod asks, the cluster's DNS, the way of the queries to
#   it and from there on to the servers of the VPC, and the name itself. Targets that are reached by address have no hop.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/support/dns-troubleshooting
#     description: DNS of ACK clusters
#   - ref: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
#     description: DNS for Services and Pods
package egress.gate.dns

# METADATA
# description: The answer; undefined for targets that are reached by address.
hop := object.union(
	{"gate": "dns", "names": {}, "at": "", "missing": [], "egress": []},
	object.remove(_decided, ["number"]),
) if {
	input.dns.asked
}

# METADATA
# description: The number of the lookup that decides, if it is one.
blamed := _decided.number if input.dns.asked

# What stops names comes first, then what is not known, then what stops some of them; each in the order of the way.
_decided := _first("deny") if "deny" in _verdicts

_decided := object.union(_first("unknown"), {"missing": _missing}) if {
	not "deny" in _verdicts
	"unknown" in _verdicts
}

_decided := _first("partial") if {
	not "deny" in _verdicts
	not "unknown" in _verdicts
	"partial" in _verdicts
}

_decided := {
	"verdict": "allow",
	"reason": "resolves",
	"note": concat("; ", [answer.note | some answer in _answers]),
	"names": object.union_n([answer.names | some answer in _answers]),
	"at": _answers[0].at,
} if {
	_verdicts == {"allow"}
}

_answers := array.concat([queried], array.concat(_breached, array.concat(known, passed)))

_first(verdict) := [answer | some answer in _answers; answer.verdict == verdict][0]

_verdicts := {answer.verdict | some answer in _answers}

_missing := [item | some i, item in _lacking; not item in array.slice(_lacking, 0, i)]

_lacking := [item |
	some answer in _answers
	answer.verdict == "unknown"
	some item in object.get(answer, "missing", [])
]
