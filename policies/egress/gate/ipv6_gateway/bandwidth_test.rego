package egress.gate.ipv6_gateway_test

import data.egress.gate.ipv6_gateway

test_g32_no_bandwidth[why] if {
	some why, changes in {
		"private": bare,
		"public without bandwidth": {"bandwidth": "no", "business": ""},
		"public, and nothing said": {"bandwidth": "maybe", "business": ""},
		"private with bandwidth": {"network": "private"},
	}

	_verdict(with_row(changes)) == ["deny", "no-bandwidth"]
}

test_state_of_the_bandwidth[why] if {
	some why, [verdict, reason, changes] in {
		"financial": ["deny", "bandwidth-locked", {"business": "financiallocked"}],
		"misspelt": ["deny", "bandwidth-locked", {"business": "finaciallocked"}],
		"security": ["deny", "bandwidth-locked", {"business": "securitylocked"}],
		"other": ["unknown", "bandwidth-changing", {"business": "expired"}],
		"pending": ["unknown", "address-pending", {"status": "pending"}],
		"unsaid": ["unknown", "bandwidth-unsaid", {"network": "", "bandwidth": "maybe", "business": ""}],
		"of an old answer": ["allow", "gateway", {"network": ""}],
	}

	_verdict(with_row(changes)) == [verdict, reason]
}

test_address_that_the_export_has_not[evidence] if {
	some evidence, note in {
		"complete": "DescribeIpv6Addresses does not list {address}",
		"absent": "nothing tells whether {address} has public bandwidth",
	}
	flow := told({"rows": [], "addresses": evidence})
	hop := ipv6_gateway.hop with input as flow

	[hop.verdict, hop.note] == ["unknown", note]
	_missing(flow) == {"DescribeIpv6Addresses"}
}

test_annotation[why] if {
	some why, [verdict, reason, flow, missing] in {
		"served": ["unknown", "bandwidth-expected", asked("yes", stripped), {"DescribeIpv6Addresses"}],
		"undecided": [
			"unknown", "bandwidth-expected", asked("unknown", stripped),
			{"DescribeIpv6Addresses", "ListClusterAddonInstances"},
		],
		"unserved": ["deny", "bandwidth-unserved", asked("no", stripped), set()],
		"ACS": [
			"unknown", "bandwidth-expected", asked("no", object.union(stripped, {"cluster": {"product": "acs"}})),
			{"DescribeIpv6Addresses"},
		],
		"virtual node": [
			"unknown", "bandwidth-expected", asked("no", object.union(stripped, {"source": {"virtual_node": true}})),
			{"DescribeIpv6Addresses"},
		],
		"bandwidth is there": ["allow", "gateway", asked("no", {}), set()],
		"not in the export": [
			"unknown", "address-unlisted", asked("no", {"pod": {"ipv6": {"rows": []}}}),
			{"DescribeIpv6Addresses"},
		],
		"to come, served": ["unknown", "bandwidth-expected", asked("yes", to_come), {"kubectl get pods"}],
		"to come, unserved": ["deny", "bandwidth-unserved", asked("no", to_come), set()],
		"to come, without": ["unknown", "bandwidth-to-come", world(to_come), {"kubectl get pods"}],
	}

	_verdict(flow) == [verdict, reason]
	_missing(flow) == missing
}

# The node of a pod on the host network has an address of its own, and the annotations of the pod do nothing for it.
test_host_network if {
	node := {"source": {"host_network": true}, "node": {"ipv6": {"rows": [row(object.union(bare, {"at": "node.ipv6"}))]}}}
	hop := ipv6_gateway.hop with input as asked("no", node)

	[hop.reason, hop.names.address] == ["no-bandwidth", "node.address"]
}
