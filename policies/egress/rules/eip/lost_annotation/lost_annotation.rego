# METADATA
# title: An annotation for an EIP is lost, and the pod has no other way out
# description: |
#   The pod was meant to ask for an EIP, nothing reads its annotation as it is written, and nothing else leads out.
#
#   An annotation asks for an EIP when it is on the pod or its template, is spelt as documented, and is the string true.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
# custom:
#   severity: error
#   code: EIP-004
#   rows: [R014, R102]
package egress.rules.eip.lost_annotation

import data.egress.gate.eip
import data.egress.path
import data.egress.way

# METADATA
# description: One finding at the annotation.
findings contains {
	"at": hop.at,
	"message": sprintf("%s, so {source} gets no EIP, and nothing else leads out", [eip.reason]),
	"fix": _fixes[way.mistake],
	"names": object.union(hop.names, {"source": "source"}),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "eip"
	hop.reason == "eip-mistaken"
}

_fixes := {
	"value": "write \"true\", as a string",
	"legacy": "write k8s.aliyun.com/pod-with-eip or k8s.aliyun.com/pod-eip-instanceid in place of {annotation}",
	"misplaced": "move {annotation} to the annotations of the pod template",
	"misspelt": "write {meant} in place of {annotation}",
}
