package egress.gate.eip

import data.egress.gate.nat
import data.egress.way

# An EIP that is asked for and may come. The address that the destination will see is not known.
_expected := {
	"verdict": "unknown",
	"reason": "eip-expected",
	"note": sprintf("{annotation} asks for an EIP, %s", [_expectation]),
	"names": {"annotation": way.annotation},
	"at": way.annotation,
	"missing": _evidence,
}

_expectation := "and a pod gets it when it is created" if {
	way.request == "served"
	not input.source.exists
}

_expectation := "and the bundle does not show which one is bound" if {
	way.request == "served"
	input.source.exists
}

_expectation := "and nothing tells whether anybody acts on it" if way.request == "undecided"

# The EIP of a pod that is still to be created cannot be in any export.
_evidence := array.concat(
	[{"export": "DescribeEipAddresses", "of": ""} | input.source.exists],
	[{"export": "ListClusterAddonInstances", "of": ""} | way.request == "undecided"],
)

# An EIP that is asked for and never comes. That stops a pod that has no other way out.
_unanswered := {
	"verdict": "allow",
	"reason": sprintf("annotation-%s", [way.request]),
	"note": sprintf("%s, and the pod leaves without an EIP of its own", [reason]),
	"names": reason_names,
	"at": way.annotation,
	"missing": [],
} if {
	not _stranded
}

_unanswered := {
	"verdict": "deny",
	"reason": sprintf("eip-%s", [way.request]),
	"note": sprintf("%s, and the pod has no other way out", [reason]),
	"names": reason_names,
	"at": way.annotation,
	"missing": [],
} if {
	_stranded
}

_stranded if way.kind == "none"

_stranded if nat.hop.verdict == "deny"
