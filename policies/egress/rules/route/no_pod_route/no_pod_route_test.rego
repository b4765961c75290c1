package egress.rules.route.no_pod_route_test

import data.egress.gate.route_test as sample
import data.egress.rules.route.no_pod_route

test_rt_002_no_route_to_the_pods_of_the_node if {
	findings := no_pod_route.findings with input as sample.between({"covering": [], "elsewhere": "between/8"}, {})

	findings == {{
		"at": "between/4",
		"message": concat(" ", [
			"{table}, the table of {vswitch}, has no route to the pods of {node}",
			"as {other} has, so {source} does not reach {target}",
		]),
		"fix": concat(" ", [
			"add {table} to the route tables of the cloud controller manager, or add the route:",
			"aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock {cidr}",
			"--NextHopType Instance --NextHopId {instance}",
		]),
		"names": {
			"node": "between/0", "cidr": "between/1", "instance": "between/2", "vswitch": "between/3",
			"table": "between/4", "other": "between/8", "source": "source", "target": "target",
		},
		"related": [{"at": "between/1", "message": "the pods of {node} have {cidr}"}],
	}}
}

test_without_an_instance_there_is_no_command if {
	some finding in no_pod_route.findings with input as sample.between({"covering": [], "instance": ""}, {})

	finding.fix == "add {table} to the route tables of the cloud controller manager"
}

test_a_missing_way_back_stops_the_replies if {
	some finding in no_pod_route.findings with input as sample.between({}, {"covering": []})

	endswith(finding.message, "has no route to the pods of {node}, so no reply of {target} comes back to {source}")
}

test_silent_where_both_directions_have_a_route if {
	count(no_pod_route.findings) == 0 with input as sample.between({}, {})
}

test_pods_of_an_overlay_are_reached_by_services if {
	flow := object.union(sample.between({"covering": [], "instance": ""}, {}), {
		"cluster": {"backend": "vxlan"},
		"source": {"ecs": "outside", "host_network": true},
	})
	some finding in no_pod_route.findings with input as flow

	finding.fix == "reach the pods by a Service of type LoadBalancer or NodePort"
}
