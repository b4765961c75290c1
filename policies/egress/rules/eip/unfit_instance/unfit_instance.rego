# METADATA
# title: A pod waits for an EIP that cannot be bound to it
# description: |
#   The pod names an EIP by its id, it cannot have it, and nothing else leads out.
#
#   An EIP is bound to one pod, and is not taken away from what has it. For several pods use a NAT gateway.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
# custom:
#   severity: error
#   code: EIP-003
#   rows: [R033, R035]
package egress.rules.eip.unfit_instance

import data.egress.exit
import data.egress.gate.eip
import data.egress.path
import data.egress.way

# METADATA
# description: One finding at the annotation.
findings contains {
	"at": hop.at,
	"message": sprintf("%s, so {source} does not get it, and nothing else leads out", [eip.reason]),
	"fix": _fixes[way.flaw],
	"names": object.union(hop.names, {"source": "source", "vswitch": exit.vswitch}),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "eip"
	hop.reason == "eip-unfit"
}

_fixes := {
	"missing": "name an EIP of the account and the region of the cluster in {annotation}",
	"elsewhere": "unbind {id} from {holder}, or name another EIP in {annotation}",
	"shared": "let {source} have one pod, or add an SNAT entry for {vswitch} to a NAT gateway",
}
