# METADATA
# title: No ingress rule of the NetworkPolicies lets the traffic in
# description: |
#   NetworkPolicies select the destination pod for ingress, and none of their rules allows the source, port and
#   protocol.
#
#   A connection between pods needs the egress of the source and the ingress of the destination. A policy
#   without policyTypes selects for ingress. Rules match the port of the pod, not that of a Service. Add an
#   ingress rule for the source.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#     description: Network policies of Kubernetes
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/use-network-policies
#     description: Use network policies in ACK clusters
# custom:
#   severity: error
#   code: NP-001
#   rows: [R004, R041, R061, R091, R092]
package egress.rules.network_policy.no_ingress_rule

import data.egress.exit
import data.egress.gate.network_policy
import data.egress.gate.security_group
import data.egress.path

# METADATA
# description: |
#   One finding at the first policy that isolates the destination, the others beside it. The hop tells the egress
#   side when both deny; both have to be mended.
findings contains {
	"at": _policies[0],
	"message": sprintf("%s {target}, and no ingress rule allows %s from {source}", [
		network_policy.isolating(_policies),
		security_group.service,
	]),
	"fix": sprintf("add an ingress rule to %s that allows %s from %s", [
		network_policy.extended(_policies),
		security_group.service,
		_sender,
	]),
	"names": object.union_n([
		{"policy": _policies[0], "source": "source", "target": "target"},
		{"address": exit.address | exit.outside},
		{sprintf("policy%d", [i]): policy | some i, policy in _policies; i > 0},
	]),
	"related": [{"at": policy, "message": sprintf("{policy%d} selects {target} for ingress too", [i])} |
		some i, policy in _policies
		i > 0
	],
} if {
	some hop in path.hops
	hop.gate == "network-policy"
	network_policy.stands.ingress == "deny"
	network_policy.kinds.ingress == "plain"
}

default _sender := "{source}"

_sender := "the ipBlock {address}/32" if {
	exit.outside
	input.flow.family == "ipv4"
}

_policies := network_policy.isolators.ingress
