# METADATA
# title: The suppression silences nothing
# description: |
#   A comment, an annotation or an entry of the configuration suppresses findings of a rule, and there is none.
#
#   What it was written for is mended, or it stands beside another line than the finding. Left where it is, it would hide the
#   next finding of the rule. Delete it, or move it to the line that the finding names.
# related_resources:
#   - ref: https://github.com/egresslint/egresslint#suppress
#     description: How to suppress a finding
# custom:
#   severity: warning
#   code: SUP-001
#   about: object
#   rows: []
package egress.rules.suppression.unused

# METADATA
# description: One finding at each. What does not count for another reason is told of that.
lints contains {
	"at": asked.at,
	"message": "the suppression of {rule} silences nothing",
	"fix": "delete it, or move it to the line that the finding is at",
	"names": {"rule": asked.rule},
	"related": [],
} if {
	asked := input.object.suppression
	asked.directive
	asked.known
	asked.used == "no"
	asked.date != "unreadable"
}
