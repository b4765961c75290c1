# METADATA
# title: An annotation for an EIP is misspelt
# description: |
#   The pod has an annotation whose key is nearly one that asks for an EIP.
#
#   Keys that nothing reads give no error. Write the key as it is documented.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
# custom:
#   severity: warning
#   code: EIP-004
#   about: workload
#   rows: [R014, R102]
package egress.rules.eip.misspelt_annotation

import data.egress.path
import data.egress.way

# METADATA
# description: One finding at the annotation, while the pod gets out in another way or may do so.
findings contains {
	"at": way.annotation,
	"message": "nothing reads {annotation} of {source}, and {meant} would ask for an EIP",
	"fix": "write {meant} in place of {annotation}, or remove it",
	"names": {"annotation": way.annotation, "source": "source", "meant": input.source.misspelt.meant},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "eip"
	hop.reason != "eip-mistaken"
	way.request == "mistaken"
	way.mistake == "misspelt"
}
