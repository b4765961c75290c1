# METADATA
# title: The suppression gives no reason
# description: |
#   A suppression does not say why the finding is accepted. It does not count.
#
#   Whoever reads it later cannot tell whether it still holds. Write the reason behind it.
# related_resources:
#   - ref: https://github.com/egresslint/egresslint#suppress
#     description: How to suppress a finding
# custom:
#   severity: warning
#   code: SUP-002
#   about: object
#   rows: []
package egress.rules.suppression.without_reason

_fixes := {
	"comment": "write the reason behind two dashes: # egresslint:ignore {rule} -- REASON",
	"annotation": "write the reason as the value of the annotation",
	"config": "write the reason as reason: in the entry",
}

# METADATA
# description: One finding at each that would silence something, or may.
lints contains {
	"at": asked.at,
	"message": "the suppression of {rule} gives no reason, so it does not count",
	"fix": _fixes[asked.origin],
	"names": {"rule": asked.rule},
	"related": [],
} if {
	asked := input.object.suppression
	asked.directive
	asked.known
	not asked.reasoned
	asked.used != "no"
}
