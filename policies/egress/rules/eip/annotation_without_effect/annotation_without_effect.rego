# METADATA
# title: Nobody acts on the annotation for an EIP
# description: |
#   The pod asks for an EIP by annotation, and no component of the cluster acts on it.
#
#   The pod leaves by NAT, so the destination sees another address than the one asked for. Install the component
#   ack-extend-network-controller, or remove the annotation.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
# custom:
#   severity: warning
#   code: EIP-004
#   about: workload
#   rows: [R014, R102]
package egress.rules.eip.annotation_without_effect

import data.egress.gate.eip
import data.egress.path

# METADATA
# description: One finding at the annotation.
findings contains {
	"at": hop.at,
	"message": "nobody acts on {annotation} of {source}, which gets no EIP of its own",
	"fix": concat("", [eip.install, ", or remove {annotation}"]),
	"names": {"annotation": hop.at, "source": "source"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "eip"
	hop.reason == "annotation-unserved"
}
