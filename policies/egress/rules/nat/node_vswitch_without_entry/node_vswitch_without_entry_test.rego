package egress.rules.nat.node_vswitch_without_entry_test

import data.egress.rules.nat.node_vswitch_without_entry

_gateway(changes) := object.union(
	{
		"at": "object/0", "status": "available", "business": "normal", "network": "internet", "eips": 1, "table": "object/1",
		"ip": "object/2", "led": "yes",
	},
	changes,
)

_lost(changes) := {
	"cluster": {"masquerade": "yes"},
	"object": {"vswitch": object.union(
		{
			"at": "object/10", "vswitch": "object/11", "by": "object/12", "nodes": false, "public": "no", "gateway": _gateway({}),
			"route": "object/13", "table": "object/14", "peer": "object/15", "elsewhere": "", "other": "", "other_led": "no",
			"used": ["object/16"],
		},
		changes,
	)},
}

test_nat_002_node_vswitch_without_entry if {
	some lint in node_vswitch_without_entry.lints with input as _lost({"nodes": true})

	[lint.at, lint.causes] == ["object/10", ["object/11"]]
}

test_silent[why] if {
	some why, changes in {
		"pods": {}, "no other vSwitch has one": {"nodes": true, "peer": ""}, "EIPs": {"nodes": true, "public": "yes"},
		"an entry elsewhere": {"nodes": true, "elsewhere": "object/20"},
	}
	count(node_vswitch_without_entry.lints) == 0 with input as _lost(changes)
}

test_silent_where_nodes_do_not_masquerade if {
	flow := object.union(_lost({"nodes": true}), {"cluster": {"masquerade": "no"}})

	count(node_vswitch_without_entry.lints) == 0 with input as flow
}
