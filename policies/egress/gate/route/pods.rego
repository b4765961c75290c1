package egress.gate.route

import data.egress.choice
import data.egress.exit
import data.egress.way

# Flannel without an overlay hands packets between pods of two nodes to the VPC, which knows the pods of a node by a
# route that the cloud controller manager writes into the table: its range to its instance. Replies need one too.
# https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/work-with-flannel
_between_nodes if {
	input.between.known
	input.cluster.plugin == "flannel"
	input.cluster.backend in {"alloc", "ali-vpc", "unknown"}
	_by_node
	not input.between.same
	not input.policy.self
	not input.policy.same_node
	not input.policy.target_virtual_node
}

# An instance outside the cluster is in no overlay, and asks the VPC for pods whichever backend Flannel has.
_between_nodes if {
	input.between.known
	exit.outside
	_contained
	not input.policy.target_virtual_node
}

_by_node if exit.identity == "node"

_by_node if exit.carried

_answers := [_surely(_legs_worst)] if _between_nodes

_legs_worst := [leg |
	some verdict in ["deny", "unknown", "partial", "allow"]
	some leg in _legs
	leg.verdict == verdict
][0]

_legs := [choice.of(_leg(leg)) | some leg in [input.between.there, input.between.back]; leg.asked]

# Without its configuration Flannel may have an overlay, which needs no routes.
_surely(answer) := answer if answer.verdict in {"allow", "unknown"}

_surely(answer) := answer if input.cluster.backend != "unknown"

_surely(answer) := answer if exit.outside

_surely(answer) := object.union(answer, {
	"verdict": "unknown",
	"reason": "backend-unknown",
	"note": concat("; ", [answer.note, "nothing tells whether Flannel needs one"]),
	"missing": [{"export": "kubectl get configmap kube-flannel-cfg -n kube-system", "of": ""}],
}) if {
	input.cluster.backend == "unknown"
	not exit.outside
	answer.verdict in {"deny", "partial"}
}

_routes(leg) := way.in_force(leg.covering)

_leg(leg) := [_pathless(leg)] if way.outcome(_routes(leg), leg.evidence) == "none"

_leg(leg) := [_carried(leg, hop) | some hop in _routes(leg)[0].hops; not hop.disabled] if {
	way.outcome(_routes(leg), leg.evidence) == "found"
	some hop in _routes(leg)[0].hops
	not hop.disabled
}

_leg(leg) := [_idle(leg)] if {
	way.outcome(_routes(leg), leg.evidence) == "found"
	every hop in _routes(leg)[0].hops { hop.disabled }
}

_leg(leg) := [_unsettled(leg, way.outcome(_routes(leg), leg.evidence))] if {
	way.outcome(_routes(leg), leg.evidence) in {"unread", "doubtful", "unavailable"}
}

_pathless(leg) := {
	"verdict": "deny",
	"reason": "no-pod-route",
	"note": "{table} has no route to the pods of {node}",
	"names": _leg_names(leg),
	"at": leg.table,
}

_idle(leg) := {
	"verdict": "unknown",
	"reason": "hops-disabled",
	"note": "all next hops of {route} are disabled",
	"names": _route_names(leg),
	"at": _routes(leg)[0].at,
}
