# METADATA
# title: A PodNetworking selects the pod, and ENI trunking is off
# description: |
#   A PodNetworking selects the pod, which shares the ENIs of its node because ENI trunking is off.
#
#   Only trunk ENIs and exclusive ENIs give a pod an ENI of its own. The pod gets the vSwitch and the security groups
#   of eni-config. Enable ENI trunking, or run the pod on a node of exclusive ENIs.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-a-static-ip-address-a-separate-vswitch-and-a-separate-security-group-for-each-pod
#     description: Separate vSwitches and security groups for pods
# custom:
#   severity: warning
#   code: ENI-003
#   about: cluster
#   rows: []
package egress.rules.identity.pod_networking_without_trunking

# METADATA
# description: One finding at the PodNetworking.
findings contains {
	"at": idle.at,
	"message": "{networking} selects pods that share ENIs, and has no effect on them while ENI trunking is off",
	"fix": "set enable_eni_trunking to true in eni_conf and restart Terway, or run the pods on nodes of exclusive ENIs",
	"names": {"networking": idle.at},
	"related": [{"at": at, "message": "ENI trunking is off here"} | some at in [idle.trunking]; at != ""],
} if {
	some idle in input.source.idle
	idle.reason == "no-trunking"
}
