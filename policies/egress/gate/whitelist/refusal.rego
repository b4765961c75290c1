package egress.gate.whitelist

_refused := {
	"verdict": "partial",
	"note": sprintf("the lists of {database} admit only %s", [_part[_endpoint.type == "public"]]),
	"names": {"database": _database.at, "address": refused[0]},
	"at": edited,
} if {
	reason == "partly-admitted"
}

_part := {
	true: "some of the public addresses that the packet may come from, not {address}",
	false: "a part of {address}",
}

_refused := {
	"verdict": "deny",
	"note": sprintf("{list} admits the address, but only over %s", [networks[stray.network]]),
	"names": {"list": stray.at},
	"at": stray.at,
} if {
	reason == "network-type"
}

_refused := {
	"verdict": "deny",
	"note": "no list of {database} admits {address}; global whitelist templates are not considered",
	"names": {"database": _database.at, "address": refused[0]},
	"at": edited,
} if {
	reason in {"lacks-pod-vswitch", "lacks-node-vswitch", "lacks-public-address"}
}

# METADATA
# description: The networks of the enhanced whitelist mode in words.
networks := {"vpc": "VPCs", "classic": "the classic network and the internet"}

# METADATA
# description: The addresses that are not or not wholly admitted.
refused := [source.address | some source in sources; union(source.whitelist) != "yes"]
