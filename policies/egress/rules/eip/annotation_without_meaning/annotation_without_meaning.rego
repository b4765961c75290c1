# METADATA
# title: An annotation for an EIP means nothing as it is written
# description: |
#   The pod has an annotation for an EIP with a value that is neither "true" nor "false", or under a name that counts for
#   pods on virtual nodes alone.
#
#   Only the string true asks for an EIP. Pods on ECS nodes ask for one by pod-with-eip or pod-eip-instanceid.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
# custom:
#   severity: warning
#   code: EIP-004
#   about: workload
#   rows: [R014, R102]
package egress.rules.eip.annotation_without_meaning

import data.egress.gate.eip
import data.egress.path
import data.egress.way

# METADATA
# description: One finding at the annotation, while the pod gets out in another way or may do so.
findings contains {
	"at": way.annotation,
	"message": sprintf("%s, so {source} gets no EIP", [eip.reason]),
	"fix": _fixes[way.mistake],
	"names": {"annotation": way.annotation, "source": "source"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "eip"
	hop.reason != "eip-mistaken"
	way.request == "mistaken"
	way.mistake in object.keys(_fixes)
}

_fixes := {
	"value": "write \"true\", as a string, or remove {annotation}",
	"legacy": "write k8s.aliyun.com/pod-with-eip or k8s.aliyun.com/pod-eip-instanceid in place of {annotation}, or remove it",
}
