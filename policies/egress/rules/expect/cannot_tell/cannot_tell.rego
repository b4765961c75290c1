# METADATA
# title: Nobody can tell whether a flow is as expected
# description: |
#   The config says what the flow must be, and the bundle does not have what decides it.
#
#   An expectation that is not checked is none. Put the exports that are named into the bundle, or state what is so under
#   assume.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/cli/call-api-operations
#     description: Call API operations with Alibaba Cloud CLI
# custom:
#   severity: warning
#   code: EXP-002
#   rows: []
package egress.rules.expect.cannot_tell

import data.egress.path
import data.egress.quote

# METADATA
# description: One finding for the packets that nothing denies for certain and that may be denied.
findings contains {
	"at": "",
	"message": sprintf("{source} is expected to %s {target}, which cannot be told at %s: %s", [
		_does[input.flow.expected],
		_doubts[0].gate,
		quote.note(_doubts[0]),
	]),
	"fix": _fix,
	"names": object.union_n([{"source": "source", "target": "target"}, quote.names(_doubts[0]), _missing]),
	"related": [],
} if {
	input.flow.expected != ""
	not _denied
	_doubts[0]
}

_does := {"reachable": "reach", "blocked": "be kept from"}

_denied if {
	some hop in path.hops
	hop.verdict == "deny"
}

_doubts := [hop | some hop in path.hops; hop.verdict == "unknown"]

# Handles of two gates may stand for one id, so an export that a gate names is not taken from the next.
_lacking := [item |
	some i, hop in _doubts
	some item in hop.missing
	not item.export in _named(i)
]

_named(before) := {item.export | some i, hop in _doubts; i < before; some item in hop.missing}

_missing := {sprintf("missing_%d", [i]): item.of | some i, item in _lacking; item.of != ""}

_exports := [text | some i, item in _lacking; text := _export(i, item)]

_export(_, item) := item.export if item.of == ""

_export(i, item) := sprintf("%s {missing_%d}", [item.export, i]) if item.of != ""

default _fix := "check it by hand, and take it out of expect: no export would decide it"

_fix := concat("", ["add to the bundle: ", concat(", ", _exports)]) if _exports[0]
