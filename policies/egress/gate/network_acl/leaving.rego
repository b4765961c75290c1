package egress.gate.network_acl

import data.egress.exit

# What the ACL of the source's vSwitch says.
_leaving := [] if not exit.facts.network_acl.possible

_leaving := [_exception(reason)] if {
	some reason in ["same-vswitch", "cut-through"]
	_excepted == reason
}

_leaving := [{
	"verdict": "unknown",
	"reason": "vswitch-unknown",
	"note": "nothing tells which network ACL the vSwitch has that the packet leaves from",
	"missing": [item | some item in exit.missing],
}] if {
	exit.facts.network_acl.possible
	not exit.facts.network_acl.leaves
}

_leaving := [_hedged(check) | some check in _source_checks] if {
	exit.facts.network_acl.possible
	exit.facts.network_acl.leaves
	not _excepted
}

_excepted := "same-vswitch" if {
	_source_checks[0]
	_inside
}

_excepted := "cut-through" if {
	_source_checks[0]
	not _inside
	_cut_through
}

_exception(reason) := {
	"verdict": "allow",
	"reason": reason,
	"note": {
		"same-vswitch": "{target} is in the same vSwitch, inside which no network ACL applies",
		"cut-through": "no network ACL applies to an ENI with an EIP in cut-through mode",
	}[reason],
	"names": {"target": "target"},
}

_hedged(check) := _said(check) if not _perhaps_inside

_hedged(check) := _softened(check, _perhaps_inside, _owner_missing) if _perhaps_inside

# Whether an ACL may be out of force because the target is, or may be, in the same vSwitch without an ENI that is known.
_perhaps_inside := "{target} is in the same vSwitch, where it is documented for ENIs alone that it does not" if {
	exit.facts.network_acl.destination == "same"
	not _owned
}

_perhaps_inside := "{target} may be in the same vSwitch, where it is documented for ENIs alone that it does not" if {
	exit.facts.network_acl.destination == "unknown"
	_served
}

# What would tell where the target is, which settles it for a service without an ENI.
_owner_missing := [item | some item in exit.facts.network_acl.missing] if _served

_owner_missing := [item | some item in exit.facts.inbound.missing] if not _served
