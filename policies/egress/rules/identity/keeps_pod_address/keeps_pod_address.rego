# METADATA
# title: Flannel runs without --ip-masq
# description: |
#   The packet leaves the container network with the address of the pod, because Flannel runs without --ip-masq.
#
#   Nothing outside the container network knows the addresses of pods: EIPs and SNAT entries are for the node, and
#   whitelists and security groups name nodes. Give the container kube-flannel the argument --ip-masq.
# related_resources:
#   - ref: https://github.com/flannel-io/flannel/blob/master/Documentation/configuration.md
#     description: Options of Flannel
# custom:
#   severity: warning
#   code: MASQ-001
#   about: cluster
#   rows: []
package egress.rules.identity.keeps_pod_address

import data.egress.destination
import data.egress.exit

# METADATA
# description: One finding at the container of Flannel.
findings contains {
	"at": input.cluster.at.masquerade,
	"message": "{flannel} runs without --ip-masq, so pods leave with their own addresses and not with that of their node",
	"fix": "add --ip-masq to the arguments of the container kube-flannel",
	"names": {"flannel": input.cluster.at.masquerade},
	"related": [],
} if {
	input.cluster.plugin == "flannel"
	input.cluster.masquerade == "no"
	exit.identity == "pod"
	not input.source.virtual_node
	destination.class in {"private", "public", "unknown"}
	not "pods" in input.target.ranges
}
