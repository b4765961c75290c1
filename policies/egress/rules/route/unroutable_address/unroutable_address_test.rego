package egress.rules.route.unroutable_address_test

import data.egress.gate.route
import data.egress.rules.route.unroutable_address
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := route.hop with input as flow
	found := unroutable_address.findings with input as flow with data.egress.path.hops as [hop]
}

test_addresses_that_no_network_routes[range] if {
	some range in ["loopback", "link-local", "multicast", "reserved"]
	finding := {
		"at": "source",
		"message": sprintf("{source} wants to reach {target}, which is a %s address", [range]),
		"fix": "use the address or the name of the service in place of {target}",
		"names": {"source": "source", "target": "target"},
		"related": [],
	}

	_findings(sample.world({"target": {"ranges": [range]}})) == {finding}
}

test_silent_about_other_addresses if _findings(sample.base) == set()
