package egress.rules.identity.keeps_pod_address_test

import data.egress.rules.identity.keeps_pod_address
import data.egress.way_test as sample

_world(changes) := sample.world(object.union(
	{"cluster": {"plugin": "flannel", "masquerade": "no", "at": {"masquerade": "cluster/2"}}},
	changes,
))

test_packet_that_leaves_the_container_network if {
	finding := {
		"at": "cluster/2",
		"message": "{flannel} runs without --ip-masq, so pods leave with their own addresses and not with that of their node",
		"fix": "add --ip-masq to the arguments of the container kube-flannel",
		"names": {"flannel": "cluster/2"},
		"related": [],
	}

	keeps_pod_address.findings == {finding} with input as _world({})
}

test_silent[why] if {
	some why, changes in {
		"inside the container network": {"target": {"ranges": ["rfc1918", "pods"]}},
		"to a pod": {"target": {"pod": true}},
		"host network": {"source": {"host_network": true}},
		"virtual node": {"source": {"virtual_node": true}},
	}

	keeps_pod_address.findings == set() with input as _world(changes)
}

test_silent_while_it_translates[state] if {
	some state in ["yes", "unknown"]

	keeps_pod_address.findings == set() with input as _world({"cluster": {"masquerade": state}})
}
