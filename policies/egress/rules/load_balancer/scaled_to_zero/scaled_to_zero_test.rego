package egress.rules.load_balancer.scaled_to_zero_test

import data.egress.rules.load_balancer.scaled_to_zero
import data.egress.service_test as sample

_findings(standing) := found if {
	flow := sample.of({"standing": standing, "behind": "target/5", "called": "target/6"})
	hops := [sample.hop("scaled-to-zero")]
	found := scaled_to_zero.findings with input as flow with data.egress.path.hops as hops
}

test_told if {
	[finding] := [f | some f in _findings("idle")]

	finding.at == "target/3"
	finding.message == "{source} cannot reach {target}: {behind} behind {service} is scaled to no pod"
	endswith(finding.fix, "kubectl scale {called} -n {namespace} --replicas 1")
}

test_silent_about_anything_else if _findings("unready") == set()
