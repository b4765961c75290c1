package egress.gate.route_test

import data.egress.gate.route
import data.egress.way_test as sample

_hop(verdict, reason, note) := {
	"gate": "route",
	"verdict": verdict,
	"reason": reason,
	"note": note,
	"names": {},
	"at": "",
	"missing": [],
	"egress": [],
}

_reason(flow) := reason if {
	reason := [route.hop.verdict, route.hop.reason] with input as flow
}

test_addresses_that_no_network_routes[range] if {
	some range in ["loopback", "link-local", "multicast", "reserved"]
	hop := object.union(
		_hop("deny", "unroutable", "{target} is an address that no network routes"),
		{"names": {"target": "target"}},
	)

	route.hop == hop with input as sample.world({"target": {"ranges": [range]}})
}

test_such_an_address_is_unroutable_whatever_is_not_known if {
	blind := {"cluster": {"plugin": "unknown"}, "target": {"ranges": ["loopback"]}}

	_reason(sample.world(blind)) == ["deny", "unroutable"]
}

_pod := {"target": {"pod": true, "ranges": ["rfc1918", "vpc"], "subnet": true}}

test_pods_of_terway_are_local_in_the_vpc if {
	hop := _hop("allow", "pod", "the addresses of pods are local in the VPC")

	route.hop == hop with input as sample.world(_pod)
	route.hop == hop with input as sample.world(object.union(_pod, {"source": {"host_network": true}}))
	route.hop == hop with input as sample.world(object.union(_pod, {"pod": {"known": false}}))
}

test_pods_that_ask_no_table[why] if {
	some why, changes in {
		"itself": {"policy": {"self": true}},
		"of one node": {"policy": {"same_node": true}},
		"of Flannel": {"cluster": {"plugin": "flannel"}},
		"of the VPC mode of Terway": {"cluster": {"mode": "vpc"}},
	}
	not route.hop with input as sample.world(object.union(_pod, changes))
}

_exits := {"export": "DescribeNetworkInterfaces", "of": ""}

test_unknown_exit[what] if {
	some what, target in {
		"public": {},
		"private": {"ranges": ["rfc1918"]},
		"unresolved": {"resolved": false},
		"unresolved but private": {"resolved": false, "ranges": ["shared"]},
	}
	hop := object.union(
		_hop("unknown", "exit-unknown", "nothing tells which vSwitch the packet leaves from"),
		{"missing": [_exits]},
	)
	flow := sample.world({"target": target, "pod": {"known": false, "missing": [_exits]}})

	route.hop == hop with input as flow
}

test_unknown_plugin_asks_for_the_cluster[what] if {
	some what, changes in {"public": {}, "pod": _pod}
	missing := [{"export": "DescribeClusterDetail", "of": ""}]
	flow := sample.world(object.union(changes, {"cluster": {"plugin": "unknown"}}))

	route.hop.missing == missing with input as flow
	_reason(flow) == ["unknown", "exit-unknown"]
}

_found := {"missing": [{"export": "DescribeDBInstanceNetInfo", "of": "target/1"}]}

test_unknown_target if {
	hop := object.union(
		_hop("unknown", "target-unknown", "the address of {target} is not in the bundle"),
		{"names": {"target": "target"}, "missing": _found.missing},
	)
	database := {"target": {"resolved": false, "database": _found}}

	route.hop == hop with input as sample.world(database)
}

test_public_ipv6_asks_the_ipv6_gateway if {
	six := {"flow": {"family": "ipv6"}}

	not route.hop with input as sample.world(six)
	not route.hop with input as sample.world(object.union(six, {"target": {"resolved": false}}))
	not route.hop with input as sample.world(object.union(six, {"pod": {"known": false}}))
}

test_private_ipv6_asks_the_table if {
	local := sample.route([sample.hop("local", {})], {"bits": 64})
	six := {"flow": {"family": "ipv6"}, "target": {"ranges": ["vpc"]}, "pod": {"route": {"covering": [local]}}}

	_reason(sample.world(six)) == ["allow", "local"]
}
