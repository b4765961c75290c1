# METADATA
# title: The whitelist injector is not installed
# description: |
#   The pod asks the injector to add its address to a list, and the bundle has what would show the injector, but not it.
#
#   Nobody acts on the annotation without the component ack-kubernetes-webhook-injector. It is looked for where the
#   Deployments or pods of kube-system, the webhooks or the components of the cluster are in the bundle.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/security-and-compliance/dynamically-add-the-ip-addresses-of-pods-to-the-whitelists-of-alibaba-cloud-services
#     description: ack-kubernetes-webhook-injector
# custom:
#   severity: warning
#   code: DST-005
#   about: workload
#   rows: [R022, R059, R107]
package egress.rules.identity.no_injector

import data.egress.exit
import data.egress.gate.whitelist

# METADATA
# description: One finding at the annotation.
findings contains {
	"at": input.source.injection.at,
	"message": sprintf("{annotation} of {source} asks for the whitelist injector, %s", [_where]),
	"fix": concat("", ["install ack-kubernetes-webhook-injector on the Add-ons page of the cluster, or list the range itself", whitelist.listing.text]),
	"names": object.union(whitelist.listing.names, {"annotation": input.source.injection.at, "source": "source"}),
	"related": [],
} if {
	input.source.injection.at != ""
	exit.identity == "pod"
	_where
}

_where := {
	"no": "which is not installed",
	"unseen": "which the bundle does not show",
}[input.cluster.injector]
