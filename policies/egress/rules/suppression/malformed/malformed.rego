# METADATA
# title: The suppression cannot be understood
# description: |
#   A suppression names a rule that there is not, or has a date that is none, or a comment for egresslint says something else
#   than "ignore". It does not count.
#
#   "egresslint rules" lists the rules. A comment reads "egresslint:ignore RULE until=2027-01-31 -- REASON"; the date may be
#   left out.
# related_resources:
#   - ref: https://github.com/egresslint/egresslint#suppress
#     description: How to suppress a finding
# custom:
#   severity: warning
#   code: SUP-004
#   about: object
#   rows: []
package egress.rules.suppression.malformed

_told(asked, message, fix, names) := {
	"at": asked.at, "message": message, "fix": fix,
	"names": object.union({"rule": asked.rule}, names),
	"related": [],
}

# METADATA
# description: One finding at each, about the first thing that is wrong with it.
lints contains _told(asked, "the comment is meant for egresslint and does not say what to ignore", fix, {}) if {
	asked := input.object.suppression
	not asked.directive
	fix := "write it as: # egresslint:ignore RULE -- REASON"
}

lints contains _told(asked, "the suppression names no rule", "write the id or the code of the rule behind ignore", {}) if {
	asked := input.object.suppression
	asked.directive
	not asked.named
}

lints contains _told(asked, "the suppression names \"{rule}\", which is no rule", "write {near}", {"near": asked.near}) if {
	_unknown
	asked := input.object.suppression
	asked.near != ""
}

lints contains _told(asked, "the suppression names \"{rule}\", which is no rule", fix, {}) if {
	_unknown
	asked := input.object.suppression
	asked.near == ""
	fix := "write the id or the code of a rule: \"egresslint rules\" lists them"
}

lints contains _told(asked, "the suppression of {rule} has an end that is no date: \"{until}\"", fix, {"until": asked.until}) if {
	asked := input.object.suppression
	asked.known
	asked.date == "unreadable"
	fix := "write the date as YYYY-MM-DD"
}

_unknown if {
	input.object.suppression.directive
	input.object.suppression.named
	not input.object.suppression.known
}
