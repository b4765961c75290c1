package egress.gate.destination_acl

import data.egress.exit
import data.egress.group

# A load balancer lets a packet in when both its security groups and the access control of the listener do.
_front := [answer |
	some verdict in ["deny", "unknown", "partial", "allow"]
	some answer in _checks
	answer.verdict == verdict
][0]

_checks := array.concat([answer | answer := _list_answer], [answer | answer := _group_answer])

_group_answer := object.union(answer, {"reason": _reason(answer.reason)}) if {
	input.balancer.groups == "yes"
	exit.facts.inbound.known
	answer := group.answer("ingress")
}

_reason("rule-drops") := "group-drops"

_reason(reason) := reason if reason != "rule-drops"

_group_answer := {
	"verdict": "unknown",
	"reason": "exit-unknown",
	"note": "nothing tells which address the packet arrives from at {balancer}",
	"names": {"balancer": input.balancer.at},
	"missing": [item | some item in exit.missing],
} if {
	input.balancer.groups == "yes"
	exit.identity == "unknown"
}

_group_answer := {
	"verdict": "allow",
	"reason": "no-groups",
	"note": "{balancer} has no security group and filters nothing",
	"names": {"balancer": input.balancer.at},
	"at": input.balancer.at,
} if {
	input.balancer.product == "nlb"
	input.balancer.groups == "no"
}

_group_answer := {
	"verdict": "unknown",
	"reason": "groups-unknown",
	"note": "nothing tells which security groups {balancer} has",
	"names": {"balancer": input.balancer.at},
	"at": input.balancer.at,
	"missing": [{"export": "GetLoadBalancerAttribute", "of": input.balancer.id}],
} if {
	input.balancer.found
	_untold
}

_untold if input.balancer.groups == "unknown"

# The address that the packet arrives at, and so the ENI that has it, is not known.
_untold if {
	input.balancer.groups == "yes"
	exit.identity != "unknown"
	not exit.facts.inbound.known
}
