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
	"note": concat("", ["{list} admits the address, but only over ", networks[stray.network], _unseen]),
	"names": {"list": stray.at},
	"at": stray.at,
} if {
	reason == "network-type"
}

_refused := {
	"verdict": "deny",
	"note": concat("", [_lists[_database.templates], " of {database} admits {address}", _unseen]),
	"names": {"database": _database.at, "address": refused[0]},
	"at": edited,
} if {
	reason in {"lacks-pod-vswitch", "lacks-node-vswitch", "lacks-public-address"}
}

_lists := {"absent": "no list", "partial": "no list or template", "complete": "no list or template"}

# What may admit clients too, and is judged as if there were none while no export tells.
_unseen := sprintf("; %s are not in the bundle and not considered", [concat(" and ", _unconsidered)]) if {
	count(_unconsidered) > 0
}

_unseen := "" if count(_unconsidered) == 0

_unconsidered := array.concat(
	["whitelist templates" | _database.templates == "absent"; not _store],
	["admitted security groups" | _database.groups == "absent"; not _store],
)

# METADATA
# description: The networks of the enhanced whitelist mode in words.
networks := {"vpc": "VPCs", "classic": "the classic network and the internet", "internet": "the internet"}

# METADATA
# description: The addresses that are not or not wholly admitted.
refused := [source.address | some source in sources; union(source.whitelist) != "yes"]
