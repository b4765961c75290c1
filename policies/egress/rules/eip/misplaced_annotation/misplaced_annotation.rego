# METADATA
# title: An annotation for an EIP is on the workload
# description: |
#   The workload has an annotation that asks for an EIP, and its pods do not have it.
#
#   Annotations of a workload are its own: pods have those of the template. Write it under spec.template.metadata.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
# custom:
#   severity: warning
#   code: EIP-004
#   about: workload
#   rows: [R014, R102]
package egress.rules.eip.misplaced_annotation

import data.egress.path
import data.egress.way

# METADATA
# description: One finding at the annotation, while the pod gets out in another way or may do so.
findings contains {
	"at": way.annotation,
	"message": "{annotation} is on {source} itself and not on its pods, so they get no EIP",
	"fix": "move {annotation} to the annotations of the pod template, or remove it",
	"names": {"annotation": way.annotation, "source": "source"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "eip"
	hop.reason != "eip-mistaken"
	way.request == "mistaken"
	way.mistake == "misplaced"
}
