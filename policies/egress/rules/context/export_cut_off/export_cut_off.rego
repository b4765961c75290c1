# METADATA
# title: The export was cut off
# description: |
#   An export says itself that it has not all rows: its total is greater, or a token for the next page is left.
#
#   What is not in it may be what decides, so flows that depend on it are unknown, and a list that is cut proves nothing
#   absent. The command line prints one page unless it is told otherwise. Export the other pages too: files of one answer
#   are put together.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/cli/use-the-pager-option-to-aggregate-paged-results
#     description: Paging of the command line
# custom:
#   severity: warning
#   code: CTX-002
#   about: object
#   rows: []
package egress.rules.context.export_cut_off

_subject(export) := "{action}" if export.owner == ""

_subject(export) := "{action} about {owner}" if export.owner != ""

_lack(export) := "has {rows} of {total} rows" if export.total != ""

_lack(export) := "has {rows} rows, and more follow" if export.total == ""

_names(export) := object.union_n([
	{"product": export.product, "action": export.action, "rows": export.rows},
	{name: handle | some name in ["owner", "total"]; handle := export[name]; handle != ""},
])

# METADATA
# description: One finding at each.
lints contains {
	"at": export.at,
	"message": sprintf("the export %s %s", [_subject(export), _lack(export)]),
	"fix": concat("", [
		"export the other pages of aliyun {product} {action} too, each to a file of its own: ",
		"\"egresslint collect --products {product}\" prints a script that does",
	]),
	"names": _names(export),
	"related": [],
} if {
	export := input.object.cut_export
}
