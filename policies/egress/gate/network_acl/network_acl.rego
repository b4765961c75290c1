# METADATA
# title: Network ACLs of the vSwitches
# description: |
#   The network ACLs of the vSwitches that the packet leaves and enters. They keep no state, so they see the reply too.
#   Without an entry that matches they drop. Most vSwitches have none, and then there is no hop.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/network-acl-overview
#     description: Network ACLs
package egress.gate.network_acl

import data.egress.exit

# METADATA
# description: The answer; undefined for packets that no network ACL sees.
hop := object.union(
	{"gate": "network-acl", "names": {}, "at": "", "missing": [], "egress": []},
	object.remove(_answer, ["check", "ports"]),
) if {
	_touched
}

# METADATA
# description: The answers about single lists of entries that stop the packet, or the replies to some client ports.
denials := [answer | some answer in _answers; answer.verdict in {"deny", "partial"}] if {
	hop.verdict in {"deny", "partial"}
}

_answer := _first("deny")

_answer := object.union(_first("unknown"), {"missing": _missing}) if not _first("deny")

_answer := _first("partial") if {
	not _first("deny")
	not _first("unknown")
}

_answer := _passed if {
	every answer in _answers { answer.verdict == "allow" }
}

_first(verdict) := [answer | some answer in _answers; answer.verdict == verdict][0]

_missing := [item |
	some item in {item | some answer in _answers; answer.verdict == "unknown"; some item in answer.missing}
]

_passed := answer if {
	answer := _answers[0]
	not answer.check
}

_passed := object.union(_answers[0], {"note": concat("", [_answers[0].note, ", and the replies are accepted too"])}) if {
	_answers[0].check
}

_answers := [{
	"verdict": "allow",
	"reason": "exempt",
	"note": "network ACLs let packets to the cloud's own DNS and metadata servers through",
}] if {
	_exempt
	_concerned
}

_answers := [{
	"verdict": "unknown",
	"reason": "exit-unknown",
	"note": "nothing tells which vSwitch the packet leaves from",
	"missing": [item | some item in exit.missing],
}] if {
	exit.identity == "unknown"
	not _exempt
	not _near
	_seen
}

_answers := array.concat(_leaving, array.concat(_arriving, _translated)) if {
	exit.identity != "unknown"
	not _exempt
	not _near
	not _contained
}

_answers := [{
	"verdict": "unknown",
	"reason": "container-network",
	"note": "it is not documented whether {acl} filters packets between pods of the container network",
	"names": {"acl": _source_checks[0].at},
	"at": _source_checks[0].at,
	"missing": [],
}] if {
	not _near
	_contained
}
