# METADATA
# title: A flow that must stay blocked gets through
# description: |
#   The config expects the flow to be blocked, and no gate on its way denies it.
#
#   Deny it where the rest of the way stays as it is: in a NetworkPolicy for the pod where policies are enforced, else in the
#   security group that the packet leaves by. If it may pass after all, take it out of expect.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/network-policies/
#     description: Network policies of Kubernetes
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
# custom:
#   severity: error
#   code: EXP-001
#   rows: []
package egress.rules.expect.gets_through

import data.egress.path
import data.egress.quote

# METADATA
# description: |
#   One finding for the packets that pass. It quotes the first gate that is there to keep pods from what they must not reach,
#   and points at what lets them pass at each gate.
findings contains {
	"at": "",
	"message": concat("", ["{source} reaches {target}, which the config expects to be blocked: ", _why]),
	"fix": _fix,
	"names": object.union_n(array.concat([{"source": "source", "target": "target"}], [quote.names(hop) | some hop in path.hops])),
	"related": [{"at": hop.at, "message": sprintf("%s lets it pass: %s", [hop.gate, quote.note(hop)])} |
		some hop in path.hops
		hop.at != ""
	],
} if {
	input.flow.expected == "blocked"
	not input.flow.gates[0] # gates that nobody asked for may stop it
	every hop in path.hops {
		hop.verdict in {"allow", "partial"}
	}
}

_guards := [hop |
	some gate in ["network-policy", "security-group", "destination-acl", "whitelist"]
	some hop in path.hops
	hop.gate == gate
]

default _why := "nothing on its way can stop it"

_why := quote.note(_guards[0])

default _fix := "deny it in the security group that it leaves by, or take it out of expect if it may pass"

_fix := "write a NetworkPolicy that selects the pod for Egress and allows only what it must reach" if _reason == "no-policy"

_fix := sprintf("narrow the rule: %s", [quote.note(_guards[0])]) if _reason == "rule-allows"

_reason := reason if {
	some hop in path.hops
	hop.gate == "network-policy"
	reason := hop.reason
}
