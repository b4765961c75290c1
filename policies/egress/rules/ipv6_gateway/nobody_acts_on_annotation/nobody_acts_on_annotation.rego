# METADATA
# title: Nobody acts on the annotation for IPv6 bandwidth
# description: |
#   The pod asks for public IPv6 bandwidth by annotation, and no component of the cluster acts on it.
#
#   The controller ipv6gw of the component ack-extend-network-controller buys the bandwidth. It is one of several
#   controllers of the component, which enableControllers lists. Switch it on and recreate the pod.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/document_detail/457262.html
#     description: IPv6 internet bandwidth of pods
# custom:
#   severity: error
#   code: V6-002
#   rows: [R017, R054, R104]
package egress.rules.ipv6_gateway.nobody_acts_on_annotation

import data.egress.gate.ipv6_gateway
import data.egress.path

# METADATA
# description: One finding at the annotation.
findings contains {
	"at": stop.at,
	"message": "nobody acts on {annotation} of {source}, which has no public bandwidth to reach {target} without it",
	"fix": ipv6_gateway.install,
	"names": {"annotation": stop.at, "source": "source", "target": "target"},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "ipv6-gateway"
	some stop in ipv6_gateway.stops
	stop.reason == "bandwidth-unserved"
}
