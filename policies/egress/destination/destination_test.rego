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
