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
#   code: ENI-001
#   about: cluster
#   rows: []
package egress.rules.identity.stale_eni

import data.egress.exit

# METADATA
# description: One finding for each difference, where the configuration says otherwise, with one such ENI.
findings contains {
	"at": drift.says,
	"message": _messages[drift.what],
	"fix": _fixes[drift.what],
	"names": {"eni": drift.eni, "has": drift.has, "says": drift.says, "by": drift.by},
	"related": [{"at": drift.eni, "message": _related[drift.what]}],
} if {
	exit.identity == "pod"
	some drift in input.source.drifts
}

_messages := {
	"groups": "stale ENIs of pods keep the security groups {has}, while {by} says {says}",
	"vswitch": "stale ENIs of pods stay in {has}, while {by} says {says}",
	"made": "the ENI of a pod has the security groups {has}, while {by} says {says}",
}

_related := {"groups": "{eni} has {has}", "vswitch": "{eni} is in {has}", "made": "{eni} has {has}"}

_fixes := {
	"groups": "recreate the pods that use such ENIs so that Terway makes new ones with {says}, or write {has} here",
	"vswitch": "recreate the pods that use such ENIs so that Terway makes new ones in {says}, or write {has} here",
	"made": "give the ENI the security groups {says} again, or recreate the pod so that Terway makes a new one",
}
