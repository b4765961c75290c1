# METADATA
# title: The EIP pool of Terway is left over
# description: |
#   The configuration of Terway enables its EIP pool, which Terway 1.7.0 and later do not have.
#
#   EIPs of pods are the business of ack-extend-network-controller since. Take the setting out.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
# custom:
#   severity: warning
#   code: EIP-004
#   about: cluster
#   rows: []
package egress.rules.eip.pool_left_over

import data.egress.path
import data.egress.way

# METADATA
# description: One finding at the switch.
findings contains {
	"at": input.cluster.at.eip_pool,
	"message": "{pool} is left over: Terway binds no EIPs to pods since 1.7.0",
	"fix": "take enable_eip_pool out of eni_conf, and leave EIPs to ack-extend-network-controller",
	"names": {"pool": input.cluster.at.eip_pool},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "eip"
	way.request != "none"
	input.cluster.eip_pool == "true"
	input.cluster.terway_version >= [1, 7]
}
