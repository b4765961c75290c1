package egress.destination_test

import data.egress.destination

_target(ranges) := {"target": {"pod": false, "resolved": true, "ranges": ranges}}

test_no_range_is_public if destination.class == "public" with input as _target([])

test_private_ranges[range] if {
	some range in ["rfc1918", "shared", "vpc", "user"]
	destination.class == "private" with input as _target([range])
}

test_public_range_inside_the_vpc_is_private if destination.class == "private" with input as _target(["vpc"])

test_nowhere[range] if {
	some range in ["loopback", "link-local", "multicast", "reserved"]
	destination.class == "nowhere" with input as _target([range])
}

test_pod if destination.class == "pod" with input as {"target": {"pod": true, "resolved": true, "ranges": ["vpc"]}}

test_unresolved if destination.class == "unknown" with input as {"target": {"pod": false, "resolved": false, "ranges": []}}

_claimed(target, changes) := object.union(
	{
		"flow": {"family": "ipv4"},
		"target": object.union(_target([]).target, object.union({"ranges_unknown": true, "witness": false, "subnet": false}, target)),
		"cluster": {"plugin": "terway", "mode": "shared-eni", "product": "ack"},
		"source": {"host_network": false, "virtual_node": false},
	},
	{"pod": object.union({"route": {"evidence": "absent", "covering": []}, "public": {"addresses": []}}, changes)},
)

test_a_public_address_may_be_one_of_the_vpc_while_its_ranges_are_not_known if {
	destination.class == "unknown" with input as _claimed({}, {})
	destination.unclaimed with input as _claimed({}, {})
	{"export": "DescribeVpcs", "of": ""} in destination.missing with input as object.union(
		_claimed({}, {}),
		{"target": {"missing": [], "database": {"missing": []}}},
	)
}

test_a_witness_is_public_whatever_the_vpc_uses if destination.class == "public" with input as _claimed({"witness": true}, {})

test_an_address_of_a_vswitch_is_private_without_the_vpc if {
	destination.class == "private" with input as _claimed({"subnet": true}, {})
}

test_neither_way_leads_out_where_no_route_and_no_address_does if {
	closed := {"route": {"evidence": "complete", "covering": []}}

	destination.class == "public" with input as _claimed({}, closed)
	destination.class == "unknown" with input as _claimed({}, object.union(closed, {"public": {"addresses": [{}]}}))
}
