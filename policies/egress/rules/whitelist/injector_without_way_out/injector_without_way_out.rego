# METADATA
# title: The call that lists the pod does not get out
# description: |
#   The injector has the pod call a public endpoint of the cloud to be added to the list, and the pod has no way out.
#
#   The container that the injector puts before those of the pod makes the call. It uses public endpoints unless the
#   injector is started with --intranet-access, which it knows since 0.0.10. Have it use those inside the VPC where the
#   service has one in the region, or give the pod a way out.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/security-and-compliance/dynamically-add-the-ip-addresses-of-pods-to-the-whitelists-of-alibaba-cloud-services
#     description: ack-kubernetes-webhook-injector
#   - ref: https://github.com/AliyunContainerService/kubernetes-webhook-injector
#     description: Source of the injector
# custom:
#   severity: warning
#   code: DST-005
#   about: workload
#   rows: [R022, R059, R107]
package egress.rules.whitelist.injector_without_way_out

import data.egress.exit
import data.egress.injector
import data.egress.path

# METADATA
# description: One finding at the annotation, when it is the way out that lacks and not a rule about the address.
findings contains {
	"at": input.source.injection.at,
	"message": "the injector has {source} call a public endpoint to be listed at {database}, and {source} has no way out",
	"fix": concat(" ", [
		"start the injector with --intranet-access: kubectl -n kube-system edit deployment kubernetes-webhook-injector;",
		"or give {vswitch} a way out by an SNAT entry",
	]),
	"names": {"source": "source", "database": input.target.database.at, "vswitch": exit.vswitch},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	injector.helps == "yes"
	some call in input.source.injection.call.hops
	call.gate in {"route", "nat", "eip"}
	call.verdict == "deny"
}
