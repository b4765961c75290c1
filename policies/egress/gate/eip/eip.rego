# METADATA
# title: Public address of the pod or node
# description: |
#   The public address of its own, or the mapped one, that a packet to a public IPv4 address leaves with, and the EIP
#   that a pod asks for by annotation. An address that is out of order is not replaced by NAT.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
#   - ref: https://www.alibabacloud.com/help/en/eip/developer-reference/api-vpc-2016-04-28-describeeipaddresses-eips
#     description: DescribeEipAddresses
package egress.gate.eip

import data.egress.choice
import data.egress.exit
import data.egress.way

# METADATA
# description: The answer; undefined for packets that leave by NAT and pods that ask for no EIP.
hop := object.union(
	{"gate": "eip", "names": {}, "at": "", "missing": [], "egress": []},
	object.remove(_answer, ["address"]),
)

_answer := choice.of(_answers)

# METADATA
# description: The address that the answer is about.
address := _answer.address

_answers := [object.union(_own(own), {"address": own}) | some own in way.own] if way.kind == "own"

_answers := [_mapped(entry) | some entry in way.mappings] if way.kind == "mapping"

_answers := [_expected] if {
	way.needed
	way.expected
}

_answers := [way.hedged(_unanswered)] if {
	way.needed
	way.kind in {"nat", "none", "unknown"}
	way.request in {"ignored", "unserved"}
}

_own(own) := {
	"verdict": "allow",
	"reason": "own-address",
	"note": "{eip} serves {address}",
	"names": {"eip": own.at, "address": exit.address},
	"at": own.at,
	"egress": [own.at],
} if {
	_state(own) == "works"
} else := {
	"verdict": _verdicts[_state(own)],
	"reason": _state(own),
	"note": _notes[_state(own)],
	"names": {"eip": own.at, "address": exit.address},
	"at": own.at,
}

_state(own) := "works" if {
	own.kind == "static"
} else := way.eip_state(own.status, own.business, own.locked) if {
	way.eip_state(own.status, own.business, own.locked) in {"locked", "not-in-use"}
} else := "package-locked" if {
	not own.package in {"normal", ""}
} else := "changing" if {
	own.status in {"associating", "unassociating"}
} else := "visible" if {
	own.mode in {"binded", "multi_binded"}
} else := "works"

_verdicts := {
	"locked": "deny",
	"not-in-use": "deny",
	"package-locked": "deny",
	"changing": "unknown",
	"visible": "unknown",
}

_notes := {
	"locked": "{eip} of {address} is locked, and nothing takes its place",
	"not-in-use": "{eip} of {address} is not in use, and nothing takes its place",
	"package-locked": "the bandwidth package of {eip} is locked, and nothing takes its place",
	"changing": "{eip} is just being bound to {address} or unbound from it",
	"visible": "{eip} is visible on its ENI, and whether that serves pods is not documented",
}

_mapped(entry) := {
	"verdict": "allow",
	"reason": "mapping",
	"note": "{entry} maps {eip} to {address}, which comes before SNAT",
	"names": {"entry": entry.at, "eip": entry.address, "address": exit.address},
	"at": entry.at,
	"egress": [entry.address],
} if {
	entry.status in {"available", ""}
} else := {
	"verdict": "unknown",
	"reason": "mapping-pending",
	"note": "{entry} maps {eip} to {address} and is not in force yet",
	"names": {"entry": entry.at, "eip": entry.address, "address": exit.address},
	"at": entry.at,
	"missing": [{"export": "DescribeForwardTableEntries", "of": ""}],
}
