package egress.way

import data.egress.exit

# METADATA
# description: What would tell whether the packet has a public address of its own, which would come before NAT.
doubts := [{"export": export, "of": ""} | some export in _unread]

_unread := array.concat(
	["DescribeEipAddresses" | count(own) == 0; exit.facts.public.eips != "complete"],
	["DescribeInstances" | count(own) == 0; exit.facts.public.static in {"absent", "partial"}],
)

# METADATA
# description: Whether the packet certainly has none of its own, or has one.
settled if count(doubts) == 0

# METADATA
# description: |
#   An answer about the way by NAT, in the light of what is not known: it stays when it allows, with a caution,
#   and is unknown otherwise, naming what would tell, since a public address of its own could still serve the packet.
hedged(answer) := answer if settled

hedged(answer) := object.union(answer, {"missing": array.concat(object.get(answer, "missing", []), doubts)}) if {
	not settled
	answer.verdict == "unknown"
}

hedged(answer) := object.union(answer, {"note": concat("; ", [answer.note, _instead])}) if {
	not settled
	answer.verdict == "allow"
}

hedged(answer) := object.union(answer, {
	"verdict": "unknown",
	"reason": "own-address-unknown",
	"note": concat("; ", [answer.note, _still]),
	"names": {"origin": exit.address},
	"missing": array.concat(object.get(answer, "missing", []), doubts),
}) if {
	not settled
	answer.verdict in {"deny", "partial"}
}

_instead := "a public address of its own would come first, and nothing tells whether it has one"

_still := "a public address of {origin} could serve it, and nothing tells whether there is one"

# METADATA
# description: What is said when an export lacks whose absence is taken for there being none.
cautions contains "DNAT entries that are not in the bundle are taken to be none" if {
	exit.facts.public.dnat in {"absent", "partial"}
}

# METADATA
# description: The same for IPv4 gateways.
gateway_cautions contains "nothing tells of an enabled IPv4 gateway, and there is taken to be none" if {
	exit.facts.ipv4_gateway.evidence in {"absent", "partial"}
	not gateway_enabled
}
