package egress.gate.load_balancer

import data.egress.group

_applying contains "no-listener" if {
	_balancer.found
	_balancer.listeners == "complete"
	not _listener.found
	input.flow.protocol != "icmp"
}

_applying contains "icmp" if input.flow.protocol == "icmp"

_applying contains "listeners-unknown" if not _listener.found

_applying contains "listener-stopped" if _listener.status == "stopped"

# The attributes of a CLB instance tell the ports of its listeners and no more.
_applying contains "listener-unknown" if {
	_listener.found
	_listener.status != "running"
}

_refused := {
	"verdict": "deny",
	"note": sprintf(_lone[_balancer.ports != ""], [group.service]),
	"names": object.union({"balancer": _balancer.at}, {"ports": _balancer.ports | _balancer.ports != ""}),
	"at": _balancer.at,
} if {
	reason == "no-listener"
}

_lone := {
	true: "{balancer} has no listener for %s, only {ports}",
	false: "{balancer} has no listener for %s, nor any other",
}

_refused := {
	"verdict": "deny",
	"note": "{listener} is stopped",
	"names": {"listener": _listener.at},
	"at": _listener.at,
} if {
	reason == "listener-stopped"
}

_doubted := {
	"verdict": "unknown",
	"note": "it is not documented whether {balancer} answers ICMP",
	"names": {"balancer": _balancer.at},
	"at": _balancer.at,
} if {
	reason == "icmp"
}

_doubted := {
	"verdict": "unknown",
	"note": _unlisted[_balancer.listeners],
	"names": {"balancer": _balancer.at},
	"at": _balancer.at,
	"missing": _missing(["listeners"]),
} if {
	reason == "listeners-unknown"
}

_unlisted := {
	"absent": "the listeners of {balancer} are not in the bundle",
	"partial": "the bundle holds only a part of the listeners of {balancer}, and none of them takes the packet",
}

_doubted := {
	"verdict": "unknown",
	"note": _unread,
	"names": {"listener": _listener.at},
	"at": _listener.at,
	"missing": _missing(["listeners"]),
} if {
	reason == "listener-unknown"
}

_unread := "the bundle tells no more of {listener} than its port" if not _listener.described

_unread := sprintf("{listener} is in state %q, between running and stopped", [_listener.status]) if _listener.described
