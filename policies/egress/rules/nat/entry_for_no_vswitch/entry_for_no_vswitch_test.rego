package egress.rules.nat.entry_for_no_vswitch_test

import data.egress.rules.nat.entry_for_no_vswitch

_entry(vswitch) := {"object": {"snat_entry": {
	"at": "object/0", "entry": "object/1", "table": "object/2", "source": "object/3", "vswitch": vswitch,
}}}

test_nat_005_entry_for_a_range_without_a_vswitch if {
	lints := entry_for_no_vswitch.lints with input as _entry("no")

	{[f.at, f.names] | some f in lints} == {["object/0", {"entry": "object/1", "source": "object/3", "table": "object/2"}]}
}

test_silent_where_a_vswitch_is_or_may_be if {
	every vswitch in ["yes", "maybe"] {
		count(entry_for_no_vswitch.lints) == 0 with input as _entry(vswitch)
	}
}
