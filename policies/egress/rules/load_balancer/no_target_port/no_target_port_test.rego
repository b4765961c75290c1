package egress.rules.load_balancer.no_target_port_test

import data.egress.rules.load_balancer.no_target_port
import data.egress.service_test as sample

_findings(changes) := found if {
	flow := sample.of(object.union({"standing": "portless"}, changes))
	hops := [sample.hop("no-target-port")]
	found := no_target_port.findings with input as flow with data.egress.path.hops as hops
}

test_pod_with_other_names if {
	[finding] := [f | some f in _findings({"behind": "target/5", "has": "target/6"})]

	finding.at == "target/3"
	finding.message == "{source} cannot reach {target}: no pod behind {service} has a port called {blamed}"
	startswith(finding.fix, "write a port that {behind} has, which is {has}, as targetPort of {service},")
	finding.related == [{"at": "target/5", "message": "{behind} has {has}"}]
}

test_pod_without_names if {
	[finding] := [f | some f in _findings({"behind": "target/5"})]

	startswith(finding.fix, "write the number of the port as targetPort of {service},")
	finding.related == [{"at": "target/5", "message": "{behind} has no port with a name"}]
}

test_endpoints_with_another_name if {
	[finding] := [f | some f in _findings({"behind": "target/5", "called": "target/6", "selector": ""})]

	startswith(finding.message, "{source} cannot reach {target}: {behind} gives no port the name that {service} has for it, {blamed}")
	startswith(finding.fix, "write the name of port {blamed} of {service} as the name of the port in {behind}")
	finding.related == [{"at": "target/5", "message": "these are the ports of its endpoints"}]
}

test_silent_about_anything_else if _findings({"standing": "unready"}) == set()
