package egress.rules.ingress.no_backend_test

import data.egress.rules.ingress.no_backend

_findings(lack, service, have) := found if {
	ingress := {
		"lack": lack, "at": "target/0", "of": "target/1", "service": service,
		"name": "target/2", "namespace": "target/3", "have": have,
	}
	found := no_backend.findings with input as {"target": {"ingresses": [ingress]}}
}

test_service_that_does_not_exist if {
	finding := {
		"at": "target/0",
		"message": "{of} passes requests on to Service {written}, which its namespace {namespace} does not have",
		"fix": "write {have} in place of {written} in {of}: kubectl edit ingress {name} -n {namespace}",
		"names": {
			"written": "target/0", "of": "target/1", "name": "target/2",
			"namespace": "target/3", "have": "target/5",
		},
		"related": [],
	}

	_findings("service", "", ["target/5"]) == {finding}
}

test_nothing_is_near_the_name if {
	[finding] := [f | some f in _findings("service", "", [])]

	startswith(finding.fix, "write the name of a Service of namespace {namespace} in place of {written}:")
}

test_port_that_the_service_does_not_have if {
	[finding] := [f | some f in _findings("port", "target/4", ["target/5"])]

	finding.message == "{of} passes requests on to port {written} of {service}, which it does not have"
	finding.names.service == "target/4"
	finding.related == [{"at": "target/4", "message": "{service} is here"}]
}

test_service_that_leads_to_no_pod if {
	[finding] := [f | some f in _findings("endpoint", "target/4", [])]

	finding.message == "{of} passes requests on to {service}, behind which there is no pod"
	endswith(finding.fix, "kubectl get pods -n {namespace} --show-labels lists them")
}

test_silent_about_controllers if _findings("class", "", []) == set()

test_told_without_a_flow if {
	ingress := {
		"lack": "service", "at": "target/0", "of": "target/1", "service": "",
		"name": "target/2", "namespace": "target/3", "have": [],
	}
	lints := no_backend.lints with input as {"object": {"ingress": ingress}}

	lints == _findings("service", "", [])
}
