package egress.gate.whitelist_test

import data.egress.gate.whitelist

test_database_that_no_export_describes[kind] if {
	some kind, exports in {
		"rds": ["DescribeDBInstanceNetInfo", "DescribeDBInstanceIPArrayList"],
		"redis": ["DescribeDBInstanceNetInfo", "DescribeSecurityIps"],
		"mongodb": ["DescribeDBInstanceAttribute", "DescribeSecurityIps"],
		"polardb": ["DescribeDBClusterEndpoints", "DescribeDBClusterAccessWhitelist"],
	}
	hop := object.union(
		_hop("unknown", "database-unknown", "no export in the bundle describes {database}"),
		{
			"names": {"database": "target"},
			"missing": [{"export": export, "of": "target/0"} | some export in exports],
		},
	)
	changes := {"target": {"kind": kind, "database": {"found": false, "mode": "", "endpoint": {"type": ""}}}}

	whitelist.hop == hop with input as _input([], changes)
}

test_what_the_host_misses_is_passed_on if {
	missing := [{"export": "DescribeDBInstanceNetInfo", "of": "target/7"}]
	changes := _about({"found": false, "missing": missing})

	whitelist.hop.missing == missing with input as _input([], changes)
}

test_database_without_an_id_is_asked_for_by_its_target if {
	nameless := _about({"found": false, "id": ""})

	whitelist.hop.missing[0].of == "target" with input as _input([], nameless)
}

test_endpoint_that_is_not_known[what] if {
	some what, endpoint in {
		"none": {"known": false, "type": "", "port_open": false, "ports": ""},
		"without a port": {"port_open": false, "ports": ""},
	}
	hop := object.union(
		_hop(
			"unknown", "endpoint-unknown",
			"the bundle does not tell the endpoint of {database} and its port",
		),
		{
			"names": {"database": "target/1"},
			"missing": [{"export": "DescribeDBInstanceNetInfo", "of": "target/0"}],
		},
	)

	whitelist.hop == hop with input as _input([_list("mix", "yes")], _about({"endpoint": endpoint}))
}

test_port_that_is_open_need_not_be_named if {
	nameless := _about({"endpoint": {"ports": ""}})

	whitelist.hop.reason == "list-admits" with input as _input([_list("mix", "yes")], nameless)
}

test_wrong_port[admitted] if {
	some admitted in ["yes", "no"]
	hop := object.union(
		_hop("deny", "wrong-port", "{endpoint} serves port {port}, not 3306"),
		{"at": "target/2", "names": {"endpoint": "target/2", "port": "target/3"}},
	)

	whitelist.hop == hop with input as _input([_list("mix", admitted)], _about({"endpoint": {"port_open": false}}))
}

test_other_protocols_than_tcp[protocol] if {
	some protocol in ["udp", "icmp"]
	other := object.union(_about({}), {"flow": {"protocol": protocol}})

	whitelist.hop.reason == "protocol-unknown" with input as _input([_list("mix", "yes")], other)
	whitelist.hop.verdict == "deny" with input as _input([_nowhere], other)
}

_local := {"match": "yes", "hops": [{"type": "local"}]}

_elsewhere(route) := object.union(
	_about({"endpoint": {"vpc": "other"}}),
	{"pod": {"route": object.union({"evidence": "complete", "covering": [_local]}, route)}},
)

test_endpoint_of_another_vpc_with_an_address_of_this_one if {
	every list in [_list("mix", "yes"), _nowhere] {
		not whitelist.hop with input as _input([list], _elsewhere({}))
	}
}

# Behind CEN the database sees the private address, so that its lists are judged as ever.
test_lists_of_another_vpc_are_judged_when_the_packet_may_get_there[what] if {
	some what, changes in {
		"transit router": _elsewhere({"covering": [{"match": "yes", "hops": [{"type": "attachment"}]}]}),
		"no route": _elsewhere({"covering": []}),
		"route that may match": _elsewhere({"covering": [object.union(_local, {"match": "maybe"})]}),
		"routes in part": _elsewhere({"evidence": "partial"}),
		"no vSwitch of this VPC": object.union(_elsewhere({}), {"target": {"subnet": false}}),
		"no address": object.union(_elsewhere({}), {"target": {"resolved": false}}),
		"same VPC": object.union(_elsewhere({}), _about({"endpoint": {"vpc": "same"}})),
		"VPC not known": object.union(_elsewhere({}), _about({"endpoint": {"vpc": "unknown"}})),
	}

	whitelist.hop.reason == "list-admits" with input as _input([_list("mix", "yes")], changes)
	whitelist.hop.reason == "lacks-pod-vswitch" with input as _input([_nowhere], changes)
}

test_public_endpoint_of_another_vpc_is_none_of_its_vpc if {
	changes := object.union(_elsewhere({}), _about({"endpoint": {"type": "public"}}))

	whitelist.hop.reason == "list-admits" with input as _input([_nowhere], changes)
		with data.egress.way.sources as [{"address": "pod/5", "whitelist": [_list("mix", "yes")]}]
}
