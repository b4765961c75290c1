# METADATA
# title: The Service takes a load balancer that it may not write listeners to
# description: |
#   The packet goes through the load balancer of a Service of the same cluster. Its annotation names one that was there
#   before, and without force-override-listeners "true" beside it ACK writes no listeners, so that it has those that somebody
#   made by hand, and none that is known takes the packet.
#
#   Add the annotation with "true", which replaces the listeners of the load balancer by those of the Service, or make the
#   listener by hand.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/add-annotations-to-the-yaml-file-of-a-service-to-configure-clb-instances
#     description: Annotations of Services for CLB
# custom:
#   severity: warning
#   code: LB-004
#   rows: [R082]
package egress.rules.load_balancer.reused_without_listeners

import data.egress.group
import data.egress.inside
import data.egress.path

# METADATA
# description: One finding at the annotation that names the load balancer.
findings contains {
	"at": inside.facts.reused,
	"message": concat(" ", [
		"{service} reuses {id} and leaves its listeners to others,",
		sprintf("and none that is known takes %s", [group.service]),
	]),
	"fix": concat(" ", [
		"let ACK write them, which replaces those that are there:",
		"kubectl annotate service {name} -n {namespace} {prefix}force-override-listeners=true",
	]),
	"names": {
		"service": inside.facts.service, "id": inside.facts.reused, "prefix": inside.facts.prefix,
		"name": inside.facts.name, "namespace": inside.facts.namespace,
	},
	"related": [],
} if {
	inside.facts.way == "front"
	inside.facts.reused != ""
	some hop in path.hops
	hop.gate == "load-balancer"
	hop.reason in {"no-listener", "listeners-unknown", "undescribed"}
}
