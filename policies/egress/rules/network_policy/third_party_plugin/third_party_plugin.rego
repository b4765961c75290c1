# METADATA
# title: A network plugin of the user's own runs beside that of the cluster
# description: |
#   The cluster has the DaemonSet of Calico or Cilium, which ACK does not come with and does not support.
#
#   ACK runs Terway or Flannel, chosen when the cluster is made, and no other plugin is supported beside them. A second one
#   may enforce policies where the documentation of ACK says that nobody does, so that nothing is sure there. Remove
#   it; NetworkPolicies are the business of Terway, and Flannel enforces none.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-network-policies
#     description: Use network policies in ACK clusters
# custom:
#   severity: warning
#   code: NP-002
#   about: cluster
#   rows: [R088, R089]
package egress.rules.network_policy.third_party_plugin

import data.egress.gate.network_policy
import data.egress.path

# METADATA
# description: The DaemonSet, for a flow with an end that some policy is about.
findings contains _finding if {
	input.cluster.third_party != ""
	some hop in path.hops
	hop.gate == "network-policy"
	network_policy.concerned
}

# METADATA
# description: The DaemonSet, where there are policies that would deny something.
lints contains _finding if {
	input.object.policies
	input.cluster.third_party != ""
}

_finding := {
	"at": input.cluster.at.third_party,
	"message": sprintf("%s runs beside the network plugin of the cluster, which ACK does not support, and may enforce policies", [
		_names[input.cluster.third_party],
	]),
	"fix": sprintf("remove the DaemonSet, and %s", [_instead]),
	"names": {},
	"related": [],
}

_names := {"calico": "Calico", "cilium": "Cilium"}

default _instead := "have Terway enforce NetworkPolicies"

# The plugin of a cluster cannot be changed.
_instead := "run what needs NetworkPolicies in a cluster with Terway" if input.cluster.plugin == "flannel"
