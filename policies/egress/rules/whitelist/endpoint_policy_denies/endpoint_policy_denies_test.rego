package egress.rules.whitelist.endpoint_policy_denies_test

import data.egress.bucket
import data.egress.rules.whitelist.endpoint_policy_denies

_request := {
	"flow": {"family": "ipv4", "port": 443},
	"target": {"kind": "oss", "witness": false, "bucket": {"named": true, "name": "target/1", "statements": []}},
}

_hops(refuses) := [{"at": "pod/3", "type": "gatewayendpoint", "refuses": refuses}]

_found(refuses, request) := result if {
	result := {"answer": bucket.answer, "findings": endpoint_policy_denies.findings} with input as request
		with data.egress.way.hops as _hops(refuses)
		with data.egress.way.covering as [{"at": "pod/2"}]
		with data.egress.path.hops as [{"gate": "whitelist", "reason": "endpoint-policy"}]
}

test_the_policy_denies if {
	found := _found("pod/4", _request)
	found.answer.verdict == "deny"
	found.answer.at == "pod/4"
	some finding in found.findings
	finding.at == "pod/4"
	finding.names.endpoint == "pod/3"
}

test_silent_where_it_allows_and_on_the_internet[what] if {
	absent := {"target": {"bucket": {"evidence": "absent", "at": "target/1"}}}
	some what, row in {"allows": ["", absent], "internet": ["pod/4", object.union(absent, {"target": {"witness": true}})]}
	found := _found(row[0], object.union(_request, row[1]))
	found.answer.verdict == "allow"
	count(found.findings) == 0
}
