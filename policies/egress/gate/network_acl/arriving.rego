package egress.gate.network_acl

import data.egress.exit
import data.egress.way

# What the ACL of the destination's vSwitch says. It applies to ENIs alone.
_arriving := [] if _served

_arriving := [_said(check) | some check in _destination_checks] if {
	_owned
	not _displaced
}

_arriving := [_softened(check, "nothing tells whether {target} is an ENI, to which alone it applies", _owner_missing) |
	some check in _destination_checks
] if {
	not _served
	not _owned
	not _displaced
}

_arriving := [{
	"verdict": "unknown",
	"reason": "destination-unknown",
	"note": "nothing tells which network ACL the vSwitch of {target} has",
	"names": {"target": "target"},
	"missing": exit.facts.network_acl.missing,
}] if {
	not _served
	_displaced
}

_displaced if {
	exit.facts.network_acl.possible
	exit.facts.network_acl.destination == "unknown"
}

# NAT gateways have an ENI in a vSwitch, and it is not documented whether its ACL filters what they translate.
_translated := [answer |
	way.kind in {"nat", "mapping"}
	some gateway in way.gateways
	some check in gateway.network_acl
	answer := _softened(check, "it is not documented whether ACLs filter what a NAT gateway translates", [])
	answer.verdict != "allow"
]
