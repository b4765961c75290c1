# METADATA
# title: Nobody acts on the annotation for an EIP, and the pod has no other way out
# description: |
#   The pod asks for an EIP by annotation, no component of the cluster acts on it, and nothing else leads out.
#
#   The component ack-extend-network-controller binds EIPs to pods; Terway did so itself before 1.7.0, when its
#   EIP pool was enabled. Install the component and recreate the pod.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
# custom:
#   severity: error
#   code: EIP-004
#   rows: [R014, R102]
package egress.rules.eip.nobody_acts_on_annotation

import data.egress.gate.eip
import data.egress.path

# METADATA
# description: One finding at the annotation.
findings contains {
	"at": hop.at,
	"message": "nobody acts on {annotation} of {source}, and nothing else leads out",
	"fix": eip.install,
	"names": {"annotation": hop.at, "source": "source"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "eip"
	hop.reason == "eip-unserved"
}
