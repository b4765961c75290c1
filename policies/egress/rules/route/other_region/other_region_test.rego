package egress.rules.route.other_region_test

import data.egress.gate.route
import data.egress.rules.route.other_region
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := route.hop with input as flow
	found := other_region.findings with input as flow with data.egress.path.hops as [hop]
}

_bucket(abroad, routes) := sample.world({
	"target": {"ranges": ["shared"], "resolved": true, "abroad": abroad},
	"pod": {"route": {"covering": routes}},
})

_service := [sample.route([sample.hop("service", {})], {"bits": 10})]

_leased := [sample.route([sample.hop("vpngateway", {})], {"bits": 24})]

test_a38_bucket_of_another_region if {
	finding := {
		"at": "pod/2",
		"message": "{target} serves only the VPCs of another region, and {source} is not in one",
		"fix": "use the public endpoint of the bucket, or a bucket in the region of the cluster",
		"names": {"target": "target", "source": "source"},
		"related": [],
	}

	_findings(_bucket(true, _service)) == {finding}
	{f.at | some f in _findings(_bucket(true, []))} == {""}
}

test_silent_about_a_bucket_of_the_region if {
	_findings(_bucket(false, _service)) == set()
	_findings(_bucket(false, [])) == set()
}

test_silent_where_a_route_leads_to_the_region if _findings(_bucket(true, _leased)) == set()
