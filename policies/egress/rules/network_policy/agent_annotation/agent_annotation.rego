# METADATA
# title: The annotation of the policy agent has the name of another page
# description: |
#   The pod asks for the agent that enforces policies on ACS by one of two names of the annotation: not by the one that
#   is documented for the kind of policies that the pod is to have.
#
#   For NetworkPolicies the reference of the annotations has alibabacloud.com/enable-network-policy-agent, and for
#   TrafficPolicies their page has network.alibabacloud.com/enable-network-policy-agent. Either is taken for
#   valid here. Write both, so that nothing depends on it.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/cs/user-guide/pod-annotation-function-description
#     description: Annotations of ACS pods
#   - ref: https://www.alibabacloud.com/help/en/cs/user-guide/use-trafficpolicy-to-manage-agent-network-access-1
#     description: Manage the network access of agents by TrafficPolicies
# custom:
#   severity: note
#   code: NP-002
#   about: workload
#   rows: [R029]
package egress.rules.network_policy.agent_annotation

import data.egress.gate.network_policy
import data.egress.path

# METADATA
# description: One finding for each end that policies are about and whose annotation has the other name.
findings contains {
	"at": spelling.at,
	"message": sprintf("{pod} asks for the policy agent by %s, and %s is what the documentation of its mode says", [
		spelling.written,
		spelling.documented,
	]),
	"fix": sprintf("annotate the pod template with %s: \"true\" as well", [spelling.documented]),
	"names": {"pod": pod},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "network-policy"
	some end, spelling in network_policy.misspelt
	pod := {"egress": "source", "ingress": "target"}[end]
}
