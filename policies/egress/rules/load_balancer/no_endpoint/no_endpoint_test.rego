package egress.rules.load_balancer.no_endpoint_test

import data.egress.rules.load_balancer.no_endpoint
import data.egress.service_test as sample

_findings(standing) := found if {
	flow := sample.of({"standing": standing, "selector": ""})
	found := no_endpoint.findings with input as flow with data.egress.path.hops as [sample.hop("no-endpoint")]
}

test_told if {
	[finding] := [f | some f in _findings("empty")]

	finding.at == "target/3"
	finding.message == "{source} cannot reach {target}: {service} has no selector, and no endpoint of it is ready"
	contains(finding.fix, "with the label kubernetes.io/service-name: {name}")
	finding.related == [{"at": "target/0", "message": "{service} has no selector"}]
}

test_silent_about_anything_else if _findings("unready") == set()
