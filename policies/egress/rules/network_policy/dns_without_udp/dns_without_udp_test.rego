package egress.rules.network_policy.dns_without_udp_test

import data.egress.rules.network_policy.dns_without_udp

_rule(written) := {"object": {"policy_dns": {"at": "object/0", "of": "object/1", "named": "object/2", "written": written}}}

_messages(written) := messages if {
	lints := dns_without_udp.lints with input as _rule(written)
	messages := {f.message | some f in lints}
}

test_dns_002_port_without_protocol if {
	_messages(false) == {"{rule} allows DNS over TCP only, which a port without protocol means, and nothing allows UDP port 53"}
}

test_dns_002_tcp_is_written if {
	_messages(true) == {"{rule} allows DNS over TCP only, and nothing allows UDP port 53"}
}

test_silent_about_other_objects if {
	count(dns_without_udp.lints) == 0 with input as {"object": {"policies": {}}}
}
