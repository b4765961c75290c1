# METADATA
# title: Route table of the vSwitch
# description: |
#   The table of the vSwitch that the packet leaves from. It decides for private destinations, and for public ones
#   when the packet has no public address of its own or an IPv4 gateway is enabled.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/user-guide/route-table-overview
#     description: Route tables
#   - ref: https://www.alibabacloud.com/help/en/vpc/ipv4-gateway-overview
#     description: IPv4 gateway
package egress.gate.route

import data.egress.choice
import data.egress.destination
import data.egress.exit
import data.egress.way

# METADATA
# description: The answer; undefined for packets that ask no route table.
hop := object.union(
	{"gate": "route", "names": {}, "at": "", "missing": [], "egress": []},
	choice.of(_answers),
)

_answers := [{
	"verdict": "deny",
	"reason": "unroutable",
	"note": "{target} is an address that no network routes",
	"names": {"target": "target"},
}] if {
	destination.class == "nowhere"
}

# The addresses of pods are local in the VPC, but for those of the container network of Flannel.
_answers := [{
	"verdict": "allow",
	"reason": "pod",
	"note": "the addresses of pods are local in the VPC",
}] if {
	_to_pod
	exit.identity != "unknown"
}

_answers := [{
	"verdict": "unknown",
	"reason": "exit-unknown",
	"note": "nothing tells which vSwitch the packet leaves from",
	"missing": [item | some item in exit.missing],
}] if {
	_crosses
	not _known
	not _between_nodes
}

_answers := [_unless_elsewhere(_unless_service(answer)) | some answer in _inside_answers] if {
	_inside
	_known
	not _between_nodes
	not _captured
}

_answers := [_capture] if {
	_inside
	_known
	not _between_nodes
	_captured
}

_answers := _outside_answers if way.needed

_answers := [{
	"verdict": "unknown",
	"reason": "target-unknown",
	"note": "the address of {target} is not in the bundle",
	"names": {"target": "target"},
	"missing": [item | some item in destination.missing],
}] if {
	_known
	input.flow.family == "ipv4"
	destination.class == "unknown"
	not destination.unclaimed
	not _inside
}

_answers := [{
	"verdict": "unknown",
	"reason": "ranges-unknown",
	"note": "nothing tells whether the VPC uses {target} as an address of its own",
	"names": {"target": "target"},
	"missing": [item | some item in destination.missing],
}] if {
	_known
	destination.unclaimed
}
