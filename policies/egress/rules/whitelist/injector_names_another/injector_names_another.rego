# METADATA
# title: The annotation for the injector does not name the database
# description: |
#   The pod asks the injector to add its address to lists of other instances, and no list of this one admits it.
#
#   The annotation holds the ids of instances, with commas between. Name all that the pod connects to.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/security-and-compliance/dynamically-add-the-ip-addresses-of-pods-to-the-whitelists-of-alibaba-cloud-services
#     description: ack-kubernetes-webhook-injector
# custom:
#   severity: warning
#   code: DST-005
#   about: workload
#   rows: [R022, R059, R107]
package egress.rules.whitelist.injector_names_another

import data.egress.path

# METADATA
# description: One finding at the annotation, where the lists do not admit the pod.
findings contains {
	"at": input.source.injection.other,
	"message": "{annotation} of {source} does not name {database}, so that the injector adds the pod to no list of it",
	"fix": "add {id} to {annotation}, after a comma",
	"names": {
		"source": "source",
		"annotation": input.source.injection.other,
		"database": input.target.database.at,
		"id": input.target.database.id,
	},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	hop.reason == "lacks-pod-vswitch"
	input.source.injection.other != ""
	input.cluster.injector != "no"
}
