package egress.gate.load_balancer

_unserved := {"none", "idle", "away"}

_applying contains "no-backend" if {
	_backends.forwards
	_backends.standing in _unserved
}

_applying contains "all-abnormal" if _backends.health == "abnormal"

_applying contains "backends-unknown" if {
	_backends.forwards
	_backends.standing == "unknown"
}

_refused := {
	"verdict": "deny",
	"note": _without[_backends.standing],
	"names": object.union({"group": _backends.group}, {"address": _balancer.address | _balancer.address != ""}),
	"at": _backends.group,
} if {
	reason == "no-backend"
}

_without := {
	"none": "{group} has no server",
	"idle": "all servers of {group} have weight 0 and get no connection",
	"away": "{group} has no server in the zone of {address}, and forwarding across zones is off",
}

# Health checks are of the time of the export; what they all refuse is refused until somebody repairs a server.
# https://www.alibabacloud.com/help/en/slb/classic-load-balancer/user-guide/health-check-overview
_refused := {
	"verdict": "deny",
	"note": "every server of {listener} failed its health checks when {health} was exported",
	"names": {"listener": _listener.at, "health": _backends.health_at},
	"at": _backends.health_at,
} if {
	reason == "all-abnormal"
}

_doubted := {
	"verdict": "unknown",
	"note": "the servers that {listener} forwards to are not in the bundle",
	"names": {"listener": _listener.at},
	"at": _listener.at,
	"missing": _lacking[_backends.kind],
} if {
	reason == "backends-unknown"
}

_lacking := {
	"default": _missing(["attributes"]),
	"vserver": [{"export": "DescribeVServerGroupAttribute", "of": _backends.id}],
	"primary": [{"export": "DescribeMasterSlaveServerGroupAttribute", "of": _backends.id}],
	"server": [{"export": "ListServerGroupServers", "of": _backends.id}],
	"unknown": [{
		"export": sprintf("DescribeLoadBalancer%sListenerAttribute", [upper(_listener.protocol)]),
		"of": _balancer.id,
	}],
}
