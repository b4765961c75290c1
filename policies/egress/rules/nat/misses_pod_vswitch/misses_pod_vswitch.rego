# METADATA
# title: No SNAT entry covers the pod
# description: |
#   The packet goes to the internet through a NAT gateway, and none of its SNAT entries covers the address
#   of the pod.
#
#   Pods of Terway and ACS leave with an address of a pod vSwitch. An entry for the vSwitch of the nodes does
#   not cover them, and a vSwitch that is added later needs an entry too. Add an SNAT entry for the pod vSwitch.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/enable-an-existing-ack-cluster-to-access-the-internet
#     description: SNAT for ACK clusters
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
#     description: CreateSnatEntry
# custom:
#   severity: error
#   code: NAT-001
#   rows: [R010, R049, R090, R100]
package egress.rules.nat.misses_pod_vswitch

import data.egress.exit
import data.egress.gate.nat
import data.egress.path

# METADATA
# description: One finding at the gateway whose entries leave the pod out.
findings contains {
	"at": hop.at,
	"message": concat("", [_uncovered[input.pod.single], _instead]),
	"fix": nat.add_entry,
	"names": object.union_n([
		nat.add_entry_names,
		{"address": exit.address, "source": "source"},
		{"entry": nat.node_entry.at | nat.node_entry},
	]),
	"related": [{"at": nat.node_entry.at, "message": "{entry} covers only the node"} | nat.node_entry],
	"causes": [exit.vswitch],
} if {
	some hop in path.hops
	hop.gate == "nat"
	hop.reason == "misses-pod-vswitch"
}

_uncovered := {
	true: "no SNAT entry of {nat} covers {address} of {source}",
	false: "no SNAT entry of {nat} covers {address}, where {source} may land",
}

default _instead := ""

_instead := ", only the address of its node" if nat.node_entry
