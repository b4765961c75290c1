# METADATA
# title: Several pods ask for one EIP
# description: |
#   The workload has several pods, and all of them name the same EIP.
#
#   An EIP is bound to one pod. The others leave by NAT, with another address, or not at all.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
# custom:
#   severity: warning
#   code: EIP-003
#   about: workload
#   rows: [R033, R035]
package egress.rules.eip.shared_instance

import data.egress.path
import data.egress.way

# METADATA
# description: One finding at the annotation, while the pod gets out in another way or may do so.
findings contains {
	"at": way.annotation,
	"message": "{annotation} of {source} names one EIP for several pods, and only one of them can have it",
	"fix": "let {source} have one pod, or have its pods leave by NAT and remove {annotation}",
	"names": {"annotation": way.annotation, "source": "source"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "eip"
	hop.reason != "eip-unfit"
	input.source.eip_instance.present
	input.source.shared
	way.request in {"unfit", "unserved"}
}
