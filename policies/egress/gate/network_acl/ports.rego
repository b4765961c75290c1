package egress.gate.network_acl

import data.egress.exit

# The ranges as far as the packet can have their ports, each with what its entries come to.
_parts(check) := [{
	"low": max([range.low, _ports(check)[0]]),
	"high": min([range.high, _ports(check)[1]]),
	"policy": _policy(range),
	"entry": _decisive(range),
} |
	some range in check.ranges
	range.low <= _ports(check)[1]
	range.high >= _ports(check)[0]
]

# Linux takes client ports from 32768 to 60999; nodes that masquerade, and NAT gateways, take any above 1023.
# https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html
_ports(check) := [0, 65535] if not check.reply

_ports(check) := [1024, 65535] if {
	check.reply
	_reassigned(check)
}

_ports(check) := [32768, 60999] if {
	check.reply
	not _reassigned(check)
}

_reassigned(_) if {
	exit.identity == "node"
	not input.source.host_network
}

_reassigned(check) if {
	check.end == "gateway"
	check.direction == "ingress"
}

# One entry that may match leaves it open what the next ones decide, unless they all say the same.
_policy(range) := policy if {
	count(_possible(range)) == 1
	some policy in _possible(range)
}

_policy(range) := "doubt" if count(_possible(range)) > 1

_possible(range) := {_action[entry.policy] | some entry in range.entries} | {"drop" | not _certain(range)}

_action := {"accept": "accept", "drop": "drop", "other": "doubt"}

_certain(range) if range.entries[count(range.entries) - 1].match == "yes"

# The entry to name: the one that may or may not match, else the last, which does.
_decisive(range) := object.union(range.entries[0], {"missing": missing}) if {
	_policy(range) == "doubt"
	missing := [item | some entry in range.entries; some item in entry.missing]
}

_decisive(range) := range.entries[count(range.entries) - 1] if {
	_policy(range) != "doubt"
	_certain(range)
}

_decisive(range) := {"at": ""} if {
	_policy(range) != "doubt"
	not _certain(range)
}
