# METADATA
# title: A PodNetworking that selects the pod is not ready
# description: |
#   A PodNetworking selects the pod, and its status is not Ready, so Terway does not use it.
#
#   The pod gets its vSwitch and its security groups from what comes next, mostly from eni-config, and not those that
#   the PodNetworking names. Look at its status.message: as a rule one of its vSwitches does not exist.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-a-static-ip-address-a-separate-vswitch-and-a-separate-security-group-for-each-pod
#     description: Separate vSwitches and security groups for pods
# custom:
#   severity: warning
#   code: ENI-002
#   about: cluster
#   rows: []
package egress.rules.identity.pod_networking_not_ready

# METADATA
# description: One finding at the status.
findings contains {
	"at": idle.at,
	"message": "{networking} is not Ready, so it has no effect on the pods that it selects",
	"fix": "correct what status.message of {networking} tells, or delete {networking}",
	"names": {"networking": idle.at},
	"related": [],
} if {
	some idle in input.source.idle
	idle.reason == "not-ready"
}
