package egress.rules.ipv6_gateway.bandwidth_without_way_test

import data.egress.rules.ipv6_gateway.bandwidth_without_way

_wish(gateway, tables) := {"object": {"ipv6_bandwidth": {
	"at": "object/0", "of": "object/1", "others": ["object/2"], "vpc": "object/3", "gateway": gateway,
	"tables": tables, "names": tables,
}}}

test_v6_003_no_gateway if {
	some lint in bandwidth_without_way.lints with input as _wish("", ["object/4"])

	[lint.at, lint.causes, count(lint.related)] == ["object/0", ["object/3"], 1]
}

test_v6_003_no_route if {
	some lint in bandwidth_without_way.lints with input as _wish("object/5", ["object/4"])

	[lint.at, lint.causes, count(lint.related)] == ["object/4", ["object/4"], 2]
}

test_silent_where_all_tables_lead_there if {
	count(bandwidth_without_way.lints) == 0 with input as _wish("object/5", [])
}
