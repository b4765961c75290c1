package egress.gate.network_policy

import data.egress.exit

# Most packets are between ends that no policy of any kind is about. Nothing else has to be asked then.
_unselected if {
	not input.policy.egress.isolated
	not input.policy.ingress.isolated
	input.policy.global == []
	input.policy.traffic == []
	input.policy.foreign == []
}

_told := {"egress": _open("egress"), "ingress": _open("ingress")} if _unselected

_open(end) := {
	"stand": "open",
	"kind": "plain",
	"side": input.policy[end],
	"policies": input.policy[end].policies,
}

hop := {
	"gate": "network-policy",
	"verdict": "allow",
	"reason": "no-policy",
	"note": _none_selects,
	"names": {},
	"at": "",
	"missing": [],
	"egress": [],
} if {
	_unselected
	not _podless
}

# Between an ECS instance and what is no pod there is nobody whom policies are about.
_podless if {
	exit.instance
	not input.target.pod
}
