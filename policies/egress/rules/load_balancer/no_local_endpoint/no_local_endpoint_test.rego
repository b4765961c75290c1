package egress.rules.load_balancer.no_local_endpoint_test

import data.egress.rules.load_balancer.no_local_endpoint
import data.egress.service_test as sample

_findings(changes) := found if {
	flow := sample.of(object.union({"standing": "away", "local": true}, changes))
	hops := [sample.hop("no-local-endpoint")]
	found := no_local_endpoint.findings with input as flow with data.egress.path.hops as hops
}

test_told_of[via] if {
	some via, node in {"address": "the node of {source}", "node-port": "the node with that address"}
	[finding] := [f | some f in _findings({"via": via})]

	finding.at == "target/3"
	finding.message == concat("", [
		"{source} cannot reach {target}: {blamed} of {service} is Local, and none of its endpoints is on ", node,
	])
	startswith(finding.fix, "set {blamed} of {service} to Cluster: kubectl patch service {name} -n {namespace} -p ")
}

test_silent_about_anything_else if _findings({"standing": "open"}) == set()
