package egress.gate.dns

# METADATA
# description: What becomes of the pod's own queries; of servers of which none answers the first tells why.
queried := {
	"verdict": "deny",
	"reason": "no-nameserver",
	"note": "{setting} leaves the pod without a DNS server",
	"names": {"setting": "source.dns"},
	"at": "source.dns",
} if {
	count(servers) == 0
}

queried := state[servers[0]] if {
	count(servers) > 0
	count(live) == 0
}

queried := state[live[0]] if {
	count(live) > 0
	not _answering
}

queried := object.union(state[_answering], {"note": concat("; ", array.concat([state[_answering].note], _slow))}) if {
	_answering
}

_answering := servers[_last]

_slow := [note | _last > 0; note := "a server that comes before it may not answer, which costs time"]
