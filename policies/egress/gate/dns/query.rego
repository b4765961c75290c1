package egress.gate.dns

# METADATA
# description: |
#   What becomes of the queries to a server. Their packets meet the gates that all packets meet. UDP decides: without TCP
#   only long answers fail.
query(server) := refused("query-denied", numbers(server, "udp"), _reach(server, "udp")) if {
	_reach(server, "udp") != "allow"
}

query(server) := {
	"verdict": "allow",
	"reason": "query-answered",
	"note": concat("; ", array.concat([_asks[kind(server)]], _shortened(server))),
	"names": object.union_n(array.concat([_named_server(server)], [r.names | some r in _tcp(server)])),
	"at": _place(server),
} if {
	_reach(server, "udp") == "allow"
}

# Which pod of CoreDNS a query comes to is chance; of other servers one is enough.
_reach("cluster", protocol) := mixed(_verdicts_of(numbers("cluster", protocol)))

_reach(server, protocol) := best(_verdicts_of(numbers(server, protocol))) if server != "cluster"

_tcp(server) := [refused("query-denied", numbers(server, "tcp"), _reach(server, "tcp"))] if {
	_reach(server, "tcp") in {"deny", "partial"}
}

_tcp(server) := [] if not _reach(server, "tcp") in {"deny", "partial"}

_shortened(server) := [sprintf("long answers fail: %s", [r.note]) | some r in _tcp(server)]

_asks := {
	"cluster": "the pod asks {resolver}",
	"vpc": "the pod asks the DNS servers of the VPC",
	"local": "the pod asks NodeLocal DNSCache on its node",
	"public": "the pod asks {resolver}",
	"private": "the pod asks {resolver}",
}

_named_server("cluster") := {"resolver": input.dns.cluster.service}

_named_server(server) := {} if server in {"vpc", "local"}

_named_server(server) := {"resolver": sprintf("source.nameserver.%s", [server])} if {
	not server in {"cluster", "vpc", "local"}
}

_place("cluster") := input.dns.cluster.service

_place(server) := "source.dns" if server in {"vpc", "local"}

_place(server) := sprintf("source.nameserver.%s", [server]) if not server in {"cluster", "vpc", "local"}
