package egress.gate.eip

import data.egress.exit
import data.egress.way

_own(own) := {
	"verdict": "allow",
	"reason": "own-address",
	"note": "{eip} serves {address}",
	"names": {"eip": own.at, "address": exit.address},
	"at": own.at,
	"egress": [own.at],
} if {
	_state(own) == "works"
} else := {
	"verdict": _verdicts[_state(own)],
	"reason": _state(own),
	"note": _notes[_state(own)],
	"names": {"eip": own.at, "address": exit.address},
	"at": own.at,
}

_state(own) := "itself" if {
	own.asked
} else := "works" if {
	own.kind == "static"
} else := way.eip_state(own.status, own.business, own.locked) if {
	way.eip_state(own.status, own.business, own.locked) in {"locked", "not-in-use"}
} else := "package-locked" if {
	not own.package in {"normal", ""}
} else := "changing" if {
	own.status in {"associating", "unassociating"}
} else := "visible" if {
	own.mode in {"binded", "multi_binded"}
} else := "works"

_mapping_state(entry) := way.eip_state(entry.eip_status, entry.business, entry.locked)

_verdicts := {
	"locked": "deny",
	"not-in-use": "deny",
	"package-locked": "deny",
	"changing": "unknown",
	"visible": "unknown",
	"itself": "unknown",
}

_notes := {
	"locked": "{eip} of {address} is locked, and nothing takes its place",
	"not-in-use": "{eip} of {address} is not in use, and nothing takes its place",
	"package-locked": "the bandwidth package of {eip} is locked, and nothing takes its place",
	"changing": "{eip} is just being bound to {address} or unbound from it",
	"itself": "{eip} is the public address of {address} itself, and whether a packet to it comes back is not documented",
	"visible": "{eip} is visible on its ENI, and whether that serves pods is not documented",
}

_mapping_address(entry) := {"at": entry.address, "id": entry.id, "entry": entry.at}

_mapped(entry) := {
	"verdict": _verdicts[_mapping_state(entry)],
	"reason": _mapping_state(entry),
	"note": concat("", ["{entry} maps {eip} to {address}: ", _notes[_mapping_state(entry)]]),
	"names": {"entry": entry.at, "eip": entry.address, "address": exit.address},
	"at": entry.address,
} if {
	_mapping_state(entry) != "works"
} else := {
	"verdict": "allow",
	"reason": "mapping",
	"note": "{entry} maps {eip} to {address}, which comes before SNAT",
	"names": {"entry": entry.at, "eip": entry.address, "address": exit.address},
	"at": entry.at,
	"egress": [entry.address],
} if {
	entry.status in {"available", ""}
} else := {
	"verdict": "unknown",
	"reason": "mapping-pending",
	"note": "{entry} maps {eip} to {address} and is not in force yet",
	"names": {"entry": entry.at, "eip": entry.address, "address": exit.address},
	"at": entry.at,
	"missing": [{"export": "DescribeForwardTableEntries", "of": ""}],
}
