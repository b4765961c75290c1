package egress.way_test

import data.egress.way

test_own_address_comes_first if {
	both := {"public": {"addresses": [eip("pod/9", {})], "mappings": [mapping({})]}}

	way.kind == "own" with input as pod(both)
}

test_own_address_that_is_dead_is_still_the_way[what] if {
	some what, changes in {"locked": {"locked": true}, "overdue": {"business": "financiallocked"}}
	way.kind == "own" with input as own(changes)
}

test_mapping_comes_before_snat if {
	way.kind == "mapping" with input as pod({"public": {"mappings": [mapping({})]}})
}

test_mapping_on_its_way_out_does_not_count if {
	way.kind == "nat" with input as pod({"public": {"mappings": [mapping({"status": "deleting"})]}})
}

test_nat_gateway_of_the_route if way.kind == "nat" with input as base

test_no_route_is_no_way if {
	way.kind == "none" with input as pod({"route": {"covering": []}})
	way.unrouted with input as pod({"route": {"covering": []}})
}

test_the_route_is_to_blame_while_a_gateway_may_exist if {
	way.unrouted with input as pod({"route": {"covering": []}, "nats": [], "nat_evidence": "absent"})
	way.unrouted with input as pod({"route": {"covering": []}, "nats": [], "nat_evidence": "partial"})
	not way.unrouted with input as pod(bare)
	not way.unrouted with input as base
}

test_other_next_hops_leave_it_unknown[type] if {
	some type in ["instance", "vpngateway", "attachment", "ipv4gateway", "local"]
	way.kind == "unknown" with input as routed([route([hop(type, {})], {})])
}

test_way_is_unknown_without[what] if {
	some what, changes in {
		"the plugin": {"cluster": {"plugin": "unknown"}},
		"the vSwitch": {"pod": {"known": false}},
		"the table": {"pod": {"route": {"evidence": "absent", "covering": []}}},
		"the whole table": {"pod": {"route": {"evidence": "partial"}}},
		"the target": {"target": {"resolved": false}},
		"the EIP that is to come": object.union(asking, {"cluster": {"eip_controller": "yes"}, "source": {"exists": false}}),
		"IPv4": {"flow": {"family": "ipv6"}},
	}
	way.kind == "unknown" with input as world(changes)
}

test_other_destinations_need_no_public_way[class] if {
	some class, target in {
		"private": {"ranges": ["rfc1918"]},
		"nowhere": {"ranges": ["loopback"]},
		"pod": {"pod": true},
	}
	way.kind == "none" with input as world({"target": target})
	not way.needed with input as world({"target": target})
}

test_flannel_takes_the_ways_of_the_node if {
	way.kind == "own" with input as flannel({"public": {"addresses": [eip("node/9", {"bound": "ecsinstance"})]}})
	way.kind == "nat" with input as flannel({})
}

test_lists_may_be_null if {
	nulls := {"public": {"addresses": null, "mappings": null}, "route": {"covering": null}, "nats": null}

	way.kind == "none" with input as pod(nulls)
	not way.unrouted with input as pod(nulls)
}
