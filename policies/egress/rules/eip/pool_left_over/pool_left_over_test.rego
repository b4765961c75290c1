package egress.rules.eip.pool_left_over_test

import data.egress.rules.eip.pool_left_over
import data.egress.way_test as sample

_pool(version) := sample.world(object.union(
	sample.asking,
	{"cluster": {"eip_pool": "true", "terway_version": version, "at": {"eip_pool": "cluster/1"}}},
))

test_eip_004_since_1_7_0 if {
	findings := pool_left_over.findings with input as _pool([1, 9, 0])

	findings == {{
		"at": "cluster/1",
		"message": "{pool} is left over: Terway binds no EIPs to pods since 1.7.0",
		"fix": "take enable_eip_pool out of eni_conf, and leave EIPs to ack-extend-network-controller",
		"names": {"pool": "cluster/1"},
		"related": [],
	}}
}

test_silent_before if count(pool_left_over.findings) == 0 with input as _pool([1, 6, 9])
