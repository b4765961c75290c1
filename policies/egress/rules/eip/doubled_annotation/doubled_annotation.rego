# METADATA
# title: An annotation for an EIP is written twice
# description: |
#   The pod has the same annotation for an EIP under two prefixes, with different values.
#
#   Either prefix is read, and it is not documented which comes first. Keep one.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
# custom:
#   severity: warning
#   code: EIP-004
#   about: workload
#   rows: []
package egress.rules.eip.doubled_annotation

import data.egress.path

# METADATA
# description: One finding at the second of the two.
findings contains {
	"at": annotation.other,
	"message": "{other} of {source} says something else than {annotation}, and it is not documented which of them counts",
	"fix": "keep one of {annotation} and {other}",
	"names": {"annotation": annotation.at, "other": annotation.other, "source": "source"},
	"related": [{"at": annotation.at, "message": "{annotation} is written here"}],
} if {
	some hop in path.hops
	hop.gate == "eip"
	some annotation in [input.source.with_eip, input.source.eip_instance]
	annotation.present
	annotation.other != ""
}
