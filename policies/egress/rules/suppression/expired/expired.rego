# METADATA
# title: The suppression has ended
# description: |
#   A suppression was written with an end date, and that day has passed. It does not count any more.
#
#   Mend what it silenced, or give it a later date and a reason for that.
# related_resources:
#   - ref: https://github.com/egresslint/egresslint#suppress
#     description: How to suppress a finding
# custom:
#   severity: warning
#   code: SUP-003
#   about: object
#   rows: []
package egress.rules.suppression.expired

# METADATA
# description: One finding at each that would silence something still, or may.
lints contains {
	"at": asked.at,
	"message": "the suppression of {rule} ended on {until}",
	"fix": "mend what it silenced, or write a later date",
	"names": {"rule": asked.rule, "until": asked.until},
	"related": [],
} if {
	asked := input.object.suppression
	asked.known
	asked.date == "passed"
	asked.used != "no"
}
