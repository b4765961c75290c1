package egress.rules.nat.node_vswitch_without_entry_test

import data.egress.rules.nat.node_vswitch_without_entry

_vswitch(changes) := {
	"cluster": {"masquerade": "yes"},
	"object": {"vswitch": object.union(
		{
			"at": "object/0", "vswitch": "object/2", "by": "object/3", "nodes": true, "public": "no", "gateway": _gateway, "route": "object/4",
			"table": "object/5", "peer": "object/6", "elsewhere": "", "other": "", "other_led": "maybe", "used": ["object/7"],
		},
		changes,
	)},
}

_gateway := {
	"at": "object/1", "found": true, "foreign": false, "status": "available", "business": "normal", "network": "internet",
	"type": "enhanced", "eips": 1, "entries": [], "evidence": "complete", "table": "object/8", "ip": "object/9", "led": "yes",
}

test_nat_002_no_entry_here_and_one_there if {
	lints := node_vswitch_without_entry.lints with input as _vswitch({})

	{[f.at, f.causes, f.names.ip] | some f in lints} == {["object/0", ["object/2"], "object/9"]}
}

test_silent[what] if {
	some what, changes in {
		"something has an EIP": {"public": "maybe"},
		"no other has an entry": {"peer": ""},
		"another gateway has one for it": {"elsewhere": "object/7"},
		"the gateway is down": {"gateway": {"status": "deleting"}},
		"of the other kind": {"nodes": false},
	}
	count(node_vswitch_without_entry.lints) == 0 with input as _vswitch(changes)
}
