package egress.gate.dns

# METADATA
# description: The verdicts about the lookups, as those about flows.
became := [verdict |
	some lookup in input.dns.lookups
	said := {hop.verdict | some hop in lookup.hops; not _beyond(lookup, hop)} | {"allow"}
	verdict := [v | some v in ["deny", "unknown", "partial", "allow"]; v in said][0]
]

# What the ENI of a CoreDNS that is hosted elsewhere lets in is seen by nobody.
_beyond(lookup, hop) if {
	lookup.server == "cluster"
	hop.reason == "owner-unknown"
	hosted
}

# METADATA
# description: The hop of a lookup that decides.
decider(number) := [hop |
	some hop in input.dns.lookups[number].hops
	hop.verdict == became[number]
][0]

# METADATA
# description: What the rules say about that hop.
told(number) := [finding |
	some finding in input.dns.lookups[number].findings
	finding.gate == decider(number).gate
][0]

# METADATA
# description: The numbers of the lookups of a server by one protocol.
numbers(server, protocol) := [number |
	some number, lookup in input.dns.lookups
	lookup.server == server
	lookup.protocol == protocol
]

# METADATA
# description: What becomes of several that chance chooses from, which is partial when some certainly work and others fail.
mixed(verdicts) := "partial" if _torn(verdicts)

mixed(verdicts) := "unknown" if {
	not _torn(verdicts)
	"unknown" in verdicts
}

mixed(verdicts) := "deny" if verdicts == {"deny"}

mixed(verdicts) := "allow" if verdicts in {{"allow"}, set()}

_torn(verdicts) if "partial" in verdicts

_torn(verdicts) if {
	"allow" in verdicts
	"deny" in verdicts
}

# METADATA
# description: What becomes of several of which one that works is enough.
best(verdicts) := "allow" if count(verdicts) == 0

best(verdicts) := [v | some v in ["allow", "partial", "unknown", "deny"]; v in verdicts][0] if count(verdicts) > 0

# METADATA
# description: |
#   The answer that lookups give which do not all work; becomes is the verdict about them together. One of those that
#   fail tells why.
refused(reason, among, becomes) := {
	"verdict": becomes,
	"reason": reason,
	"note": concat("", [_asked(number), ": ", decider(number).note, _others[becomes]]),
	"names": object.union(decider(number).names, {"server": _handle(number, "target"), "client": _handle(number, "source")}),
	"at": decider(number).at,
	"missing": decider(number).missing,
	"number": number,
} if {
	number := [n |
		some wanted in _culprits[becomes]
		some n in among
		became[n] == wanted
	][0]
}

_culprits := {"deny": ["deny"], "unknown": ["unknown"], "partial": ["deny", "partial"]}

_others := {"deny": "", "unknown": "", "partial": "; elsewhere it gets through"}

_asked(number) := sprintf("DNS over %s from {client} to {server}", [upper(input.dns.lookups[number].protocol)])

_handle(number, name) := sprintf("lookup/%d/%s", [number, name])

_verdicts_of(among) := {became[number] | some number in among}
