package egress.rules.route.stale_pod_route_test

import data.egress.gate.route_test as sample
import data.egress.rules.route.stale_pod_route

_astray := {"covering": [sample.to_instance({"leads": "no"})]}

test_rt_002_route_to_another_instance if {
	findings := stale_pod_route.findings with input as sample.between(_astray, {})

	findings == {{
		"at": "between/5",
		"message": "{route} leads to {hop} and not to {instance}, the instance of {node}, so {source} does not reach {target}",
		"fix": concat(" ", [
			"delete {route} and add the right one:",
			"aliyun vpc CreateRouteEntry --RouteTableId {table} --DestinationCidrBlock {cidr}",
			"--NextHopType Instance --NextHopId {instance}",
		]),
		"names": {
			"node": "between/0", "cidr": "between/1", "instance": "between/2", "vswitch": "between/3",
			"table": "between/4", "route": "between/5", "hop": "between/6", "source": "source", "target": "target",
		},
		"related": [{"at": "between/1", "message": "the pods of {node} have {cidr}"}],
	}}
}

test_without_an_instance_there_is_no_command if {
	gone := {"covering": [sample.to_instance({"leads": "maybe", "gone": true})], "instance": "", "cidr": ""}
	some finding in stale_pod_route.findings with input as sample.between(gone, {})

	finding.fix == "delete {route} and have the cloud controller manager write the right one"
}

test_silent_for_a_route_to_the_node if {
	count(stale_pod_route.findings) == 0 with input as sample.between({}, {})
}
