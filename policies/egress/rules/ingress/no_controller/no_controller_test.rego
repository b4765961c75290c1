package egress.rules.ingress.no_controller_test

import data.egress.rules.ingress.no_controller

_findings(lack, have) := found if {
	ingress := {
		"lack": lack, "at": "target/0", "of": "target/1", "service": "",
		"name": "target/2", "namespace": "target/3", "have": have,
	}
	found := no_controller.findings with input as {"target": {"ingresses": [ingress]}}
}

test_class_that_does_not_exist if {
	finding := {
		"at": "target/0",
		"message": concat(" ", [
			"{of} asks for the class {written},",
			"and the cluster has no IngressClass of that name, so nobody serves it",
		]),
		"fix": concat(" ", [
			"write a class that the cluster has, such as {have}, as ingressClassName of {of}:",
			"kubectl edit ingress {name} -n {namespace}",
		]),
		"names": {
			"written": "target/0", "of": "target/1", "name": "target/2",
			"namespace": "target/3", "have": "target/4",
		},
		"related": [],
	}

	_findings("class", ["target/4"]) == {finding}
}

_beginnings := {
	"class": "install nginx-ingress-controller, or the controller that is meant,",
	"parameters": "make the AlbConfig {written}: kubectl get albconfigs",
	"workload": "install nginx-ingress-controller, or the controller that is meant,",
}

test_fixes_where_there_is_nothing_else[lack] if {
	some lack, beginning in _beginnings
	[finding] := [f | some f in _findings(lack, [])]

	startswith(finding.fix, beginning)
	object.keys(finding.names) == {"written", "of", "name", "namespace"}
}

test_another_albconfig if {
	[finding] := [f | some f in _findings("parameters", ["target/4"])]

	finding.fix == "make the AlbConfig {written}, or write {have} in its place: kubectl edit ingressclass {name}"
}

test_silent_about_backends if _findings("service", []) == set()

test_told_without_a_flow if {
	ingress := {
		"lack": "class", "at": "target/0", "of": "target/1", "service": "",
		"name": "target/2", "namespace": "target/3", "have": [],
	}
	lints := no_controller.lints with input as {"object": {"ingress": ingress}}

	lints == _findings("class", [])
}
