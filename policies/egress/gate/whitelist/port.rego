package egress.gate.whitelist

_applying contains "wrong-port" if {
	not _endpoint.port_open
	not _ported
	input.flow.protocol != "icmp"
}

# A port of Kafka with neither an endpoint nor a list that admits the source is none that the instance has for it.
_applying contains "wrong-port" if {
	not _endpoint.port_open
	input.flow.protocol != "icmp"
	input.target.kind == "kafka"
	standing == "no"
}

# Lists that do not admit the source do not do so on any port.
_applying contains "port-unknown" if {
	not _endpoint.port_open
	_ported
	not standing in {"no", "part"}
}

# Clients of all these services speak TCP; what an endpoint does with other packets is not documented.
_applying contains "protocol-unknown" if {
	input.flow.protocol != "tcp"
	not standing in {"no", "part"}
}

_doubted := {
	"verdict": "unknown",
	"note": sprintf("{database} serves TCP, and it is not documented whether {endpoint} answers to %s", [upper(input.flow.protocol)]),
	"names": {"endpoint": _endpoint.at, "database": _database.at},
	"at": _endpoint.at,
} if {
	reason == "protocol-unknown"
}

# What has several ports may have more than the export tells.
_ported if input.target.kind in {"clickhouse", "lindorm", "kafka", "elasticsearch"}

_doubted := {
	"verdict": "unknown",
	"note": sprintf("{endpoint} serves port {port}, and the bundle does not tell whether {database} serves %d too", [input.flow.port]),
	"names": {"endpoint": _endpoint.at, "port": _endpoint.ports, "database": _database.at},
	"at": _endpoint.at,
	"missing": _missing([_exports.endpoints]),
} if {
	reason == "port-unknown"
}

_refused := {
	"verdict": "deny",
	"note": sprintf("{endpoint} serves port {port}, not %d", [input.flow.port]),
	"names": {"endpoint": _endpoint.at, "port": _endpoint.ports},
	"at": _endpoint.at,
} if {
	reason == "wrong-port"
}
