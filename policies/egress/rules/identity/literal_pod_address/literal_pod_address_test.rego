package egress.rules.identity.literal_pod_address_test

import data.egress.rules.identity.literal_pod_address

_findings(literal) := findings if {
	findings := literal_pod_address.findings with input.target.literal as object.union(
		{"address": "target/0", "of": "target/1", "service": ""},
		literal,
	)
		with input.flow.port as 8080
}

test_svc_001_address_of_a_pod if {
	_findings({"is": "pod", "service": "target/2"}) == {{
		"at": "",
		"message": "{address} is the address of {of}, which loses it on a restart",
		"fix": "write {service} in place of {address}:8080: that Service selects the pod",
		"names": {"address": "target/0", "of": "target/1", "service": "target/2"},
		"related": [{"at": "target/1", "message": "{of} has the address for now"}],
	}}
}

test_address_that_only_a_pod_can_have[is] if {
	some is in ["container-network", "pod-eni", "pod-vswitch"]
	some finding in _findings({"is": is})

	endswith(finding.message, "no pod keeps its address on a restart")
	finding.fix == "write the name of a Service that selects the pods, NAME.NAMESPACE.svc, in place of {address}"
}

test_silent_about_other_targets if _findings({"is": ""}) == set()
