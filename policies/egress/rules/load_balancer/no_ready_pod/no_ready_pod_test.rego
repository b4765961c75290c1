package egress.rules.load_balancer.no_ready_pod_test

import data.egress.rules.load_balancer.no_ready_pod
import data.egress.service_test as sample

_findings(standing) := found if {
	hops := [sample.hop("no-ready-pod")]
	found := no_ready_pod.findings with input as sample.of({"standing": standing}) with data.egress.path.hops as hops
}

test_told if {
	[finding] := [f | some f in _findings("unready")]

	finding.at == "target/3"
	finding.message == "{source} cannot reach {target}: no pod behind {service} is ready"
	endswith(finding.fix, "kubectl describe pods -n {namespace} -l {selector}")
	finding.related == [{"at": "target/4", "message": "{service} selects it"}]
}

test_silent_about_anything_else if _findings("idle") == set()
