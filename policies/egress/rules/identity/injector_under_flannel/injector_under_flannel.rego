# METADATA
# title: The whitelist injector lists an address that is not seen
# description: |
#   The pod asks the injector to add its address to a list, and leaves with the address of its node.
#
#   The injector works with Terway, where a pod has an address of its vSwitch. Under Flannel the node puts its own
#   address in the place of the pod's, so that the entry admits nobody. List the CIDR block of the nodes' vSwitch.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/security-and-compliance/dynamically-add-the-ip-addresses-of-pods-to-the-whitelists-of-alibaba-cloud-services
#     description: ack-kubernetes-webhook-injector
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/comparison-between-terway-and-flannel
#     description: Terway and Flannel compared
# custom:
#   severity: warning
#   code: DST-005
#   about: workload
#   rows: [R022, R059, R107]
package egress.rules.identity.injector_under_flannel

import data.egress.exit
import data.egress.gate.whitelist

# METADATA
# description: One finding at the annotation.
findings contains {
	"at": input.source.injection.at,
	"message": "{annotation} has the address of {source} listed, which leaves with the address of its node",
	"fix": concat("", ["take {annotation} out, and list the range of the nodes' vSwitch", whitelist.listing.text]),
	"names": object.union(whitelist.listing.names, {"annotation": input.source.injection.at, "source": "source"}),
	"related": [],
} if {
	input.source.injection.at != ""
	exit.identity == "node"
	not input.source.host_network
}
