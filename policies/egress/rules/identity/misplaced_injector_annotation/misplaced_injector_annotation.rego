# METADATA
# title: An annotation for the whitelist injector is on the workload
# description: |
#   The workload has an annotation that asks the injector to add its pods to a list, and its pods do not have it.
#
#   The injector reads the annotations of pods, and those are the template's. Write it under spec.template.metadata.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/security-and-compliance/dynamically-add-the-ip-addresses-of-pods-to-the-whitelists-of-alibaba-cloud-services
#     description: ack-kubernetes-webhook-injector
# custom:
#   severity: warning
#   code: DST-005
#   about: workload
#   rows: [R022, R059, R107]
package egress.rules.identity.misplaced_injector_annotation

# METADATA
# description: One finding at the annotation.
findings contains {
	"at": input.source.injection.misplaced,
	"message": "{annotation} is on {source} itself and not on its pods, so that the injector lists none of them",
	"fix": "move {annotation} to the annotations of the pod template",
	"names": {"annotation": input.source.injection.misplaced, "source": "source"},
	"related": [],
} if {
	input.source.injection.misplaced != ""
}
