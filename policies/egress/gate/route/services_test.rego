package egress.gate.route_test

import data.egress.gate.route
import data.egress.way_test as sample

_address(target, services) := sample.world({
	"cluster": {"at": {"services": services}},
	"target": object.union({"kind": "ip", "resolved": true, "ranges": ["rfc1918"]}, target),
	"pod": {"route": {"covering": []}},
})

_unrouted_service(target, services) := [hop.verdict, hop.reason, hop.missing] if {
	hop := route.hop with input as _address(target, services)
}

_cluster_detail := [{"export": "DescribeClusterDetail", "of": ""}]

test_an_address_of_the_own_services_may_be_one_that_the_bundle_lacks if {
	own := {"ranges": ["rfc1918", "services"]}

	_unrouted_service(own, "cluster/1") == ["unknown", "service-unknown", [{"export": "kubectl get services", "of": ""}]]
}

test_without_the_service_range_any_private_address_may_be_of_it if {
	_unrouted_service({}, "") == ["unknown", "services-unknown", _cluster_detail]
	_unrouted_service({}, "cluster/1") == ["deny", "other-vpc", []]
}

test_what_no_service_has_is_denied_all_the_same[why] if {
	some why, row in {
		"an address of the VPC": {"target": {"ranges": ["rfc1918", "vpc"]}, "reason": "no-vswitch"},
		"an instance of another VPC": {"target": {"elsewhere": true}, "reason": "other-vpc"},
		"a database": {"target": {"kind": "rds"}, "reason": "other-vpc"},
	}

	_unrouted_service(row.target, "") == ["deny", row.reason, []]
}

test_while_the_vpc_is_not_known_an_instance_may_be_in_another if {
	local := [sample.route([sample.hop("local", {})], {"bits": 24})]
	target := {"kind": "ip", "ranges": ["rfc1918"], "vpc_unclear": true}
	hop := route.hop with input as sample.world({"target": target, "pod": {"route": {"covering": local}}})

	[hop.verdict, hop.reason, hop.missing] == ["unknown", "vpc-unclear", _cluster_detail]
}

test_nobody_replaces_them_outside_the_cluster[why] if {
	some why, row in {
		"own range": {"target": {"ranges": ["rfc1918", "services"]}, "services": "cluster/1"},
		"no range known": {"target": {}, "services": ""},
	}
	flow := object.union(_address(row.target, row.services), {"source": {"host_network": true, "ecs": "outside"}})

	route.hop.verdict == "deny" with input as object.union(flow, {"node": flow.pod})
}
