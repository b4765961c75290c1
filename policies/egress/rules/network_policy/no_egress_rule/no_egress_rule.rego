# METADATA
# title: No egress rule of the NetworkPolicies lets the traffic out
# description: |
#   NetworkPolicies select the pod for egress, and none of their rules allows the destination, port and protocol.
#
#   A pod that some NetworkPolicy selects for egress sends only what at least one rule of all those policies
#   allows; a rule that does not name a protocol means TCP. The rules see the pods and ports behind a Service,
#   not the Service. Add an egress rule for the destination.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#     description: Network policies of Kubernetes
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-network-policies
#     description: Use network policies in ACK clusters
# custom:
#   severity: error
#   code: NP-001
#   rows: [R004, R029, R041, R061, R091, R092, R094]
package egress.rules.network_policy.no_egress_rule

import data.egress.exit
import data.egress.gate.network_policy
import data.egress.gate.security_group
import data.egress.path

# METADATA
# description: One finding at the first policy that isolates the pod, the others beside it.
findings contains {
	"at": _policies[0],
	"message": sprintf("%s {source}, and no egress rule allows %s to {target}", [
		network_policy.isolating(_policies),
		security_group.service,
	]),
	"fix": sprintf("add an egress rule to %s that allows %s to {target}%s", [
		network_policy.extended(_policies),
		security_group.service,
		_peer,
	]),
	"names": object.union_n([
		{"policy": _policies[0], "source": "source", "target": "target"},
		{sprintf("policy%d", [i]): policy | some i, policy in _policies; i > 0},
		{"range": _range | _range},
	]),
	"related": [{"at": policy, "message": sprintf("{policy%d} selects {source} for egress too", [i])} |
		some i, policy in _policies
		i > 0
	],
} if {
	some hop in path.hops
	hop.gate == "network-policy"
	hop.reason == "no-egress-rule"
}

_policies := network_policy.isolators.egress

# What an ipBlock has to name; pods are selected by their labels.
_range := exit.facts.security_group.destination if {
	not input.target.pod
	exit.facts.security_group.destination != ""
}

default _peer := ""

_peer := " (ipBlock {range})" if _range
