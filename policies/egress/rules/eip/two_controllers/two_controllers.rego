# METADATA
# title: Two components bind EIPs to pods
# description: |
#   Terway has its EIP pool enabled, and ack-extend-network-controller with its controller for EIPs is installed.
#
#   Both would act on the annotations of the same pods, which is not supported. Leave EIPs to the controller.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
# custom:
#   severity: warning
#   code: EIP-004
#   about: cluster
#   rows: []
package egress.rules.eip.two_controllers

import data.egress.path
import data.egress.way

# METADATA
# description: One finding at the switch of Terway.
findings contains {
	"at": input.cluster.at.eip_pool,
	"message": "{pool} has Terway bind EIPs to pods, and so does {controller}: both at once is not supported",
	"fix": "take enable_eip_pool out of eni_conf and leave it to ack-extend-network-controller",
	"names": {"pool": input.cluster.at.eip_pool, "controller": input.cluster.at.eip_controller},
	"related": [{"at": input.cluster.at.eip_controller, "message": "{controller} is installed"}],
} if {
	some hop in path.hops
	hop.gate == "eip"
	way.request != "none"
	way.controller == "yes"
	way.terway == "yes"
}
