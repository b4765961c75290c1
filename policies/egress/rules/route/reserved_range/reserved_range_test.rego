package egress.rules.route.reserved_range_test

import data.egress.rules.route.reserved_range
import data.egress.way_test as sample

_service := {"target": {"ranges": ["shared"]}}

_led(type) := sample.world(object.union(_service, {"pod": {"route": {"covering": [sample.route([sample.hop(type, {})], {"bits": 16})]}}}))

_at := {"cluster": {"at": {"pods": "cluster/5", "services": "cluster/6"}}}

_system := {"route": {"covering": [sample.route([sample.hop("service", {})], {"bits": 10})]}}

_captured(range) := object.union_n([sample.flannel(_system), _at, {"target": {"ranges": ["shared", range]}}])

test_rt_002_route_that_leads_elsewhere if {
	findings := reserved_range.findings with input as _led("attachment")

	findings == {{
		"at": "pod/2",
		"message": concat(" ", [
			"{route} leads elsewhere with a part of 100.64.0.0/10, the range of cloud services,",
			"so pods may not reach these",
		]),
		"fix": "delete {route}, or have the network behind it announce no part of 100.64.0.0/10",
		"names": {"route": "pod/2", "hop": "pod/3"},
		"related": [],
	}}
}

test_rt_002_range_of_the_cluster[range] if {
	some range, at in _at.cluster.at
	some finding in reserved_range.findings with input as _captured(range)

	finding.at == at
	startswith(finding.message, sprintf("the %s of the cluster have a part of 100.64.0.0/10", [_owners[range]]))
}

_owners := {"pods": "pods", "services": "Services"}

test_silent_for_the_route_of_the_system if {
	count(reserved_range.findings) == 0 with input as _led("service")
	count(reserved_range.findings) == 0 with input as sample.routed([sample.route([sample.hop("attachment", {})], {})])
}
