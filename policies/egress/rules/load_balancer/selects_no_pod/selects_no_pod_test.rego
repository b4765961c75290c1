package egress.rules.load_balancer.selects_no_pod_test

import data.egress.rules.load_balancer.selects_no_pod
import data.egress.service_test as sample

_findings(changes) := found if {
	hops := [sample.hop("selects-no-pod")]
	found := selects_no_pod.findings with input as sample.of(changes) with data.egress.path.hops as hops
}

test_nothing_is_near if {
	[finding] := [f | some f in _findings({})]

	finding.at == "target/3"
	finding.message == "{source} cannot reach {target}: {service} selects {blamed}, and no pod of {namespace} has that"
	startswith(finding.fix, "write the labels of the pods that are meant in the selector of {service}:")
	finding.related == []
}

test_one_label_is_nearly_right if {
	[finding] := [f | some f in _findings({"behind": "target/5", "has": "target/6"})]

	finding.message == "{source} cannot reach {target}: {service} selects {blamed}, and the pods of {behind} have {has}"
	endswith(finding.fix, "kubectl set selector service {name} {selector} -n {namespace}")
	finding.related == [{"at": "target/6", "message": "{behind} has {has}"}]
}

test_silent_about_anything_else if _findings({"standing": "idle"}) == set()
