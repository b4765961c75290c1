package egress.gate.load_balancer

import data.egress.exit

# The words for instances that forward nothing, and for those that do. CLB writes active, inactive, locked; the others
# have states of transition besides:
# https://www.alibabacloud.com/help/en/slb/network-load-balancer/developer-reference/api-nlb-2022-04-30-listloadbalancers
_out_of_order := {"inactive", "locked", "stopped", "createfailed", "deleted"}

_in_order := {"active", ""}

_applying contains "undescribed" if not _balancer.found

_applying contains "inactive" if _balancer.status in _out_of_order

_applying contains "state-unknown" if not _balancer.status in _in_order

_applying contains "state-unknown" if not _balancer.business in {"normal", ""}

# The classic network is no VPC, and how it is reached from one is for no export to say.
_applying contains "classic" if {
	_balancer.network == "classic"
	"rfc1918" in input.target.ranges
}

# The address of a load balancer in another VPC can be one of the source's VPC too, and is then looked for there. Where
# it is not, the route gate tells whether the VPCs are connected.
_applying contains "elsewhere" if {
	_balancer.vpc == "other"
	input.target.subnet
	exit.facts.route.covering[0].hops[0].type == "local"
}

_doubted := {
	"verdict": "unknown",
	"note": "no export in the bundle describes {balancer}",
	"names": {"balancer": _balancer.at},
	"missing": _describing,
} if {
	reason == "undescribed"
}

_describing := _missing(["attributes", "listeners"]) if _balancer.id != ""

_describing := [{"export": _lists[_balancer.product], "of": ""}] if _balancer.id == ""

_refused := {
	"verdict": "deny",
	"note": sprintf("{balancer} is in state %q and forwards nothing", [_balancer.status]),
	"names": {"balancer": _balancer.at},
	"at": _balancer.at,
} if {
	reason == "inactive"
}

_doubted := {
	"verdict": "unknown",
	"note": sprintf("{balancer} is in state %q, and it is not documented what it forwards then", [_state]),
	"names": {"balancer": _balancer.at},
	"at": _balancer.at,
} if {
	reason == "state-unknown"
}

_state := [state |
	some state in [_balancer.status, _balancer.business]
	not state in {"active", "normal", ""}
][0]

_doubted := {
	"verdict": "unknown",
	"note": _abroad[reason],
	"names": {"balancer": _balancer.at},
	"at": _balancer.at,
} if {
	reason in {"classic", "elsewhere"}
}

_abroad := {
	"classic": "{balancer} is in the classic network, and nothing tells how it is reached from a VPC",
	"elsewhere": "{balancer} is in another VPC, and its address is one of the source's own VPC too",
}
