package egress.gate.route_test

import data.egress.gate.route
import data.egress.way_test as world

to_instance(changes) := {
	"at": "between/5",
	"bits": 25,
	"match": "yes",
	"status": "available",
	"hops": [object.union({"at": "between/6", "type": "instance", "disabled": false, "leads": "yes", "gone": false}, changes)],
}

_leg := {
	"asked": true,
	"node": "between/0",
	"cidr": "between/1",
	"instance": "between/2",
	"vswitch": "between/3",
	"table": "between/4",
	"evidence": "complete",
	"covering": [to_instance({})],
	"elsewhere": "",
	"missing": [],
}

# Two pods of Flannel on two nodes, with changes of the way there and of the way back.
between(there, back) := _world(
	{"there": object.union(_leg, there), "back": object.union_n([_leg, {"table": "between/14"}, back])},
	{"backend": "alloc"},
)

_world(legs, cluster) := object.union(world.flannel({}), {
	"cluster": cluster,
	"target": {"pod": true},
	"between": object.union({"known": true, "same": false}, legs),
})

test_routes_in_both_directions if {
	route.hop == {
		"gate": "route",
		"verdict": "allow",
		"reason": "pod-route",
		"note": "{route} leads to {hop}, the instance of {node}",
		"names": {
			"node": "between/0", "cidr": "between/1", "instance": "between/2", "vswitch": "between/3",
			"table": "between/4", "route": "between/5", "hop": "between/6",
		},
		"at": "between/5",
		"missing": [],
		"egress": [],
	} with input as between({}, {})
}

_routeless := {"covering": []}

_truncated := {"covering": [], "evidence": "partial", "missing": [{"export": "DescribeRouteEntryList", "of": "between/4"}]}

_through(type, leads) := {"covering": [to_instance({"type": type, "leads": leads})]}

_in_state(status) := {"covering": [object.union(to_instance({}), {"status": status})]}

test_one_direction_decides[what] if {
	some what, c in {
		"no route": [_routeless, "deny", "no-pod-route"],
		"default route": [_through("natgateway", "no"), "deny", "no-pod-route"],
		"another instance": [_through("instance", "no"), "deny", "stale-pod-route"],
		"an ENI of another": [_through("networkinterface", "no"), "deny", "stale-pod-route"],
		"gone": [{"covering": [to_instance({"gone": true})]}, "deny", "stale-pod-route"],
		"unread table": [_truncated, "unknown", "pod-route-unread"],
		"some instance": [_through("instance", "maybe"), "unknown", "pod-instance-unknown"],
		"out of the bundle": [_through("attachment", "maybe"), "unknown", "leads-out"],
		"pending": [_in_state("pending"), "unknown", "pod-route-unavailable"],
		"conflict": [_in_state("conflict"), "deny", "no-pod-route"],
		"part": [{"covering": [object.union(to_instance({}), {"match": "maybe"})]}, "unknown", "pod-route-doubtful"],
		"disabled": [{"covering": [to_instance({"disabled": true})]}, "unknown", "hops-disabled"],
	}
	_reason(between(c[0], {})) == [c[1], c[2]]
	_reason(between({}, c[0])) == [c[1], c[2]]
}

test_a_denial_comes_before_a_doubt if _reason(between(_truncated, _routeless)) == ["deny", "no-pod-route"]

test_what_would_tell_the_instance if {
	route.hop.missing == [{"export": "DescribeNetworkInterfaces", "of": ""}] with input as between(_through("networkinterface", "maybe"), {})
	route.hop.missing == [{"export": "kubectl get nodes", "of": ""}] with input as between(
		object.union(_through("instance", "maybe"), {"instance": ""}),
		{},
	)
	route.hop.missing == _truncated.missing with input as between(_truncated, {})
}

test_replies_to_the_host_network_need_no_route if _reason(between({}, {"asked": false})) == ["allow", "pod-route"]

_legs := {"there": object.union(_leg, _routeless), "back": _leg}

test_an_overlay_needs_no_route if not route.hop with input as _world(_legs, {"backend": "vxlan"})

test_without_the_backend_a_missing_route_is_in_doubt if {
	flow := _world(_legs, {"backend": "unknown"})

	_reason(flow) == ["unknown", "backend-unknown"]
	route.hop.missing == [{"export": "kubectl get configmap kube-flannel-cfg -n kube-system", "of": ""}] with input as flow
}

test_pods_of_one_node_need_no_route if {
	not route.hop with input as object.union(between(_routeless, {}), {"between": {"same": true}})
	not route.hop with input as object.union(between(_routeless, {}), {"policy": {"same_node": true}})
}

test_a_node_that_is_not_known_is_called_by_its_pod if {
	route.hop.names.node == "target" with input as between(object.union(_routeless, {"node": ""}), {})
	route.hop.names.node == "source" with input as between({}, object.union(_routeless, {"node": ""}))
}

test_an_address_of_the_container_network_is_looked_up_alike if {
	address := {"target": {"pod": false, "ranges": ["rfc1918"]}}

	_reason(object.union(between(_routeless, {}), address)) == ["deny", "no-pod-route"]
}

test_an_instance_outside_needs_a_route_whatever_the_backend[backend] if {
	some backend in ["alloc", "vxlan", "unknown"]
	outside := {"source": {"ecs": "outside", "host_network": true}}

	_reason(object.union(_world(_legs, {"backend": backend}), outside)) == ["deny", "no-pod-route"]
}
