# METADATA
# title: The EIP that a pod asks for cannot be bound to it
# description: |
#   The pod names an EIP by its id, and that is bound to something else, or is not among the EIPs of the account.
#
#   An EIP that is in use is not taken away from what has it. Unbind it, or name another.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
# custom:
#   severity: warning
#   code: EIP-004
#   about: workload
#   rows: [R014, R102]
package egress.rules.eip.instance_not_free

import data.egress.gate.eip
import data.egress.path
import data.egress.way

# METADATA
# description: One finding at the annotation, while the pod gets out in another way or may do so.
findings contains {
	"at": way.annotation,
	"message": sprintf("%s, so {source} does not get it", [eip.reason]),
	"fix": _fixes[way.flaw],
	"names": object.union(eip.reason_names, {"source": "source"}),
	"related": [{"at": input.source.named_eip.at, "message": "{id} is bound to {holder}"} | way.flaw == "elsewhere"],
} if {
	some hop in path.hops
	hop.gate == "eip"
	hop.reason != "eip-unfit"
	way.request == "unfit"
	way.flaw in object.keys(_fixes)
}

_fixes := {
	"missing": "name an EIP of the account and the region of the cluster in {annotation}",
	"elsewhere": "unbind {id} from {holder}, or name another EIP in {annotation}",
}
