package egress.gate.nat

import data.egress.exit
import data.egress.way

# What each deciding entry does with the part of the source that it covers.
_translated[i] := [object.union(_entry_answer(entry, way.gateways[i]), {
	"at": entry.at,
	"missing": _entry_missing(entry),
	"gateway": way.gateways[i],
	"entry": entry,
}) |
	some entry in entries
] if {
	some i, entries in way.deciding
}

_entry_answer(entry, gateway) := {
	"verdict": "unknown",
	"reason": "entry-pending",
	"note": "{entry} of {nat} covers {address} and is not in force yet",
	"names": {"entry": entry.at, "nat": gateway.at, "address": exit.address},
} if {
	not entry.status in {"available", ""}
} else := {
	"verdict": "unknown",
	"reason": "entry-without-address",
	"note": "{entry} of {nat} names no public address",
	"names": {"entry": entry.at, "nat": gateway.at},
} if {
	not entry.ips[0]
} else := {
	"verdict": _pool_verdict(entry),
	"reason": "entry-works",
	"note": sprintf("{entry} of {nat} translates %s to %s%s", [_part[entry.covers], _pool(entry), _assumption(entry)]),
	"names": object.union(
		{"entry": entry.at, "nat": gateway.at, "address": exit.address},
		{sprintf("ip%d", [i]): ip.address | some i, ip in entry.ips},
	),
	"egress": [ip.address | some ip in entry.ips],
} if {
	_pool_verdict(entry) == "allow"
} else := {
	"verdict": _pool_verdict(entry),
	"reason": "entry-unusable",
	"note": sprintf("{entry} of {nat} translates %s to {ip}, which %s", [_part[entry.covers], trouble_of(entry)]),
	"names": {"entry": entry.at, "nat": gateway.at, "address": exit.address, "ip": troubled_of(entry).address},
	"egress": [ip.address | some ip in entry.ips; way.address_state(ip) in way.working],
}

_part := {"yes": "{address}", "maybe": "a part of {address}"}

_pool(entry) := concat(", ", [sprintf("{ip%d}", [i]) | some i, _ in entry.ips])

_assumption(entry) := "; its EIP is not in the bundle and is taken to be in order" if {
	some ip in entry.ips
	way.address_state(ip) == "assumed"
} else := ""

_pool_verdict(entry) := "allow" if {
	every ip in entry.ips { way.address_state(ip) in way.working }
} else := "unknown" if {
	some ip in entry.ips
	way.address_state(ip) == "changing"
} else := "partial" if {
	some ip in entry.ips
	way.address_state(ip) in way.working
} else := "deny"

# METADATA
# description: Why the first address of an entry that does not work does not.
trouble_of(entry) := _troubles[way.address_state(troubled_of(entry))]

# METADATA
# description: The first address of an entry that does not work.
troubled_of(entry) := [ip | some ip in entry.ips; not way.address_state(ip) in way.working][0]

_troubles := {
	"private": "is no public address",
	"missing": "is not an EIP of the account",
	"foreign": "is not bound to {nat}",
	"locked": "is locked",
	"not-in-use": "is bound to nothing",
	"changing": "is just being bound or unbound",
}

_entry_missing(entry) := [{"export": "DescribeSnatTableEntries", "of": entry.nat} | not entry.status in {"available", ""}]
