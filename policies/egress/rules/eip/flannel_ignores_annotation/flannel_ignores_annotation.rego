# METADATA
# title: Flannel ignores the annotation for an EIP
# description: |
#   The pod asks for an EIP by annotation, and its network plugin gives no pod an EIP.
#
#   Pods of Flannel leave with the address of their node, so the destination sees another address than the one
#   asked for. Remove the annotation, and bind an EIP to the node where the address matters.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-a-pod-to-access-an-external-network
#     description: Pods that access external networks
# custom:
#   severity: warning
#   code: EIP-001
#   about: workload
#   rows: [R053, R103]
package egress.rules.eip.flannel_ignores_annotation

import data.egress.gate.eip
import data.egress.path
import data.egress.way

# METADATA
# description: One finding at the annotation, while the pod gets out in another way or may do so.
findings contains {
	"at": way.annotation,
	"message": sprintf("{annotation} of {source} has no effect under %s", [eip.plugin]),
	"fix": "remove {annotation}, or bind an EIP to the node of {source}",
	"names": {"annotation": way.annotation, "source": "source"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "eip"
	hop.reason != "eip-ignored"
	way.request == "ignored"
}
