# METADATA
# title: The ENI of a pod differs from the configuration
# description: |
#   The pod has an ENI in another vSwitch, or with other security groups, than the configuration says now.
#
#   Terway makes ENIs by what eni-config, the ConfigMap of a node or a PodNetworking says at that time, and leaves those
#   that are there as they are. The pod is judged by the ENI that it has; a pod made anew may be judged otherwise.
#   Recreate the pods whose ENI is old, or write into the configuration what is meant to hold.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/terway-configuration-parameters
#     description: Terway configuration parameters
#   - ref: https://github.com/AliyunContainerService/terway/blob/main/docs/dynamic-config.md
#     description: Configuration of single nodes, on resources that were made before
# custom:
#   severity: warning
#   code: IPAM-002
#   rows: []
package egress.rules.identity.stale_eni

import data.egress.exit

# METADATA
# description: One finding for each difference, where the configuration says otherwise.
findings contains {
	"at": drift.says,
	"message": _messages[drift.what],
	"fix": _fixes[drift.what],
	"names": {"eni": drift.eni, "source": "source", "has": drift.has, "says": drift.says, "by": drift.by},
	"related": [{"at": drift.eni, "message": _related[drift.what]}],
} if {
	exit.identity == "pod"
	some drift in input.source.drifts
}

_messages := {
	"groups": "stale ENI {eni} of {source} keeps the security groups {has}, while {by} says {says}",
	"vswitch": "stale ENI {eni} of {source} stays in {has}, while {by} says {says}",
	"made": "ENI {eni} of {source} has the security groups {has}, while {by} says {says}",
}

_related := {"groups": "{eni} has {has}", "vswitch": "{eni} is in {has}", "made": "{eni} has {has}"}

_fixes := {
	"groups": "recreate the pods that use {eni} so that Terway makes an ENI with {says}, or write {has} here",
	"vswitch": "recreate the pods that use {eni} so that Terway makes an ENI in {says}, or write {has} here",
	"made": "give {eni} the security groups {says} again, or recreate the pod so that Terway makes a new ENI",
}
