# METADATA
# title: A pod under Flannel waits for an EIP that never comes
# description: |
#   The pod asks for an EIP by annotation, its network plugin gives no pod an EIP, and it has no other way out.
#
#   Pods of Flannel leave with the address of their node. Bind an EIP to the node, or add an SNAT entry for the
#   vSwitch of the node.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-a-pod-to-access-an-external-network
#     description: Pods that access external networks
# custom:
#   severity: error
#   code: EIP-001
#   rows: [R015, R053, R103]
package egress.rules.eip.flannel_has_no_pod_eip

import data.egress.exit
import data.egress.gate.eip
import data.egress.path

# METADATA
# description: One finding at the annotation.
findings contains {
	"at": hop.at,
	"message": sprintf("{annotation} of {source} has no effect under %s, and nothing else leads out", [eip.plugin]),
	"fix": "bind an EIP to the node of {source}, or add an SNAT entry for {vswitch} to a NAT gateway",
	"names": {"annotation": hop.at, "source": "source", "vswitch": exit.vswitch},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "eip"
	hop.reason == "eip-ignored"
}
