# METADATA
# title: NAT gateway
# description: |
#   The NAT gateway that the route leads to and its SNAT entries, for packets to public IPv4 addresses that have no
#   public address of their own. It also tells when there is no way out at all.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/latest/create-an-internet-nat-gateway
#     description: Internet NAT gateways
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
#     description: SNAT entries
package egress.gate.nat

import data.egress.choice
import data.egress.way

# METADATA
# description: The answer; undefined for packets that ask no NAT gateway.
hop := object.union(
	{"gate": "nat", "names": {}, "at": "", "missing": [], "egress": []},
	object.remove(_cautioned(way.hedged(_answer)), ["gateway", "entry"]),
)

_cautioned(answer) := answer if answer.verdict != "allow"

_cautioned(answer) := object.union(answer, {"note": note}) if {
	answer.verdict == "allow"
	note := concat("; ", array.concat([answer.note], sort(way.cautions)))
}

_answer := choice.of(_answers)

# METADATA
# description: The gateway that the answer is about, and the entry that decided it.
gateway := _answer.gateway

entry := _answer.entry

_answers := [answer | some i, _ in way.gateways; some answer in _at_gateway[i]] if way.kind == "nat"

# A DNAT entry that maps a public address needs a gateway that works, and nothing of the SNAT entries.
_answers := [answer | some answer in _at_fault] if way.kind == "mapping"

_answers := [_nowhere] if {
	way.needed
	way.kind == "none"
	not way.unrouted
	not way.request in way.vain
}

_at_gateway[i] := [_at_fault[i]] if some i, _ in _at_fault

_at_gateway[i] := [_unread(way.gateways[i])] if {
	some i, _ in way.gateways
	not _at_fault[i]
	not i in way.read
}

_at_gateway[i] := array.concat(_translated[i], _uncovered[i]) if {
	some i, _ in way.gateways
	not _at_fault[i]
	not _turned[i]
	i in way.read
}

_at_gateway[i] := [_turned[i]] if {
	some i, _ in way.gateways
	not _at_fault[i]
	i in way.read
}

_unread(gateway) := {
	"verdict": "unknown",
	"reason": "entries-unread",
	"note": _unread_notes[gateway.snat],
	"names": {"nat": gateway.at},
	"at": gateway.at,
	"missing": _reading(gateway),
	"gateway": gateway,
}

_unread_notes := {
	"absent": "the SNAT entries of {nat} are not in the bundle",
	"partial": "the bundle holds only a part of the SNAT entries of {nat}",
}

_reading(gateway) := array.concat(
	[item | some item in gateway.missing],
	[{"export": "DescribeSnatTableEntries", "of": _table(gateway)} | not gateway.missing[0]],
)

_table(gateway) := gateway.table if gateway.table != ""

_table(gateway) := gateway.at if gateway.table == ""
