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
import data.egress.destination
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

_answers := [object.union(way.hedged(_mapped(entry)), {"address": _mapping_address(entry)}) |
	some entry in way.mappings
] if way.kind == "mapping"

_answers := [_cut(own) | some own in way.own; own.mode == "binded"] if {
	destination.class == "private"
	"binded" in {own.mode | some own in way.own}
}

_answers := [_expected] if {
	way.needed
	way.expected
}

_answers := [way.hedged(_unanswered)] if {
	way.needed
	way.kind in {"nat", "none", "unknown"}
	way.request in way.vain
}
