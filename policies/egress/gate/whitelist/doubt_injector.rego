package egress.gate.whitelist

import data.egress.exit
import data.egress.injector

_doubted := {
	"verdict": "unknown",
	"note": "no list of {database} admits {address}, but the injector adds the address of {source} when it starts",
	"names": {"database": _database.at, "address": exit.address, "source": "source"},
	"at": "source",
} if {
	reason == "runtime-whitelist"
}

_doubted := {
	"verdict": "unknown",
	"note": "no list of {database} admits {address}, and nothing tells whether the injector is there that {annotation} asks for",
	"names": {"database": _database.at, "address": exit.address, "annotation": input.source.injection.at},
	"at": input.source.injection.at,
	"missing": injector.missing,
} if {
	reason == "injector-unknown"
}
