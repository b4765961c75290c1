package egress.rules.whitelist.contained_group_test

import data.egress.rules.whitelist.contained_group

_list(within) := {"object": {"address_list": {"at": "object/0", "database": "object/1", "open": "", "within": within}}}

test_dst_010_a_group_within_another if {
	{[f.at, f.related[0].at] | some f in contained_group.lints} == {["object/0", "object/2"]} with input as _list("object/2")
}

test_silent_about_others if count(contained_group.lints) == 0 with input as _list("")
