package egress.rules.context.export_cut_off_test

import data.egress.rules.context.export_cut_off

_export(owner, total) := {"object": {"cut_export": {
	"at": "object/0", "product": "object/1", "action": "object/2", "owner": owner, "rows": "object/3", "total": total,
}}}

test_ctx_002_of_a_total if {
	lints := export_cut_off.lints with input as _export("", "object/4")

	{[f.at, f.message] | some f in lints} == {["object/0", "the export {action} has {rows} of {total} rows"]}
}

test_ctx_002_of_a_token if {
	lints := export_cut_off.lints with input as _export("object/5", "")

	{[f.message, f.names.owner] | some f in lints} == {["the export {action} about {owner} has {rows} rows, and more follow", "object/5"]}
}

test_silent_about_other_objects if count(export_cut_off.lints) == 0 with input as {"object": {}}
