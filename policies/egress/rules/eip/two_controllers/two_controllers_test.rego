package egress.rules.eip.two_controllers_test

import data.egress.rules.eip.two_controllers
import data.egress.way_test as sample

_both := {"cluster": {
	"eip_pool": "true",
	"eip_controller": "yes",
	"terway_version": [1, 5, 0],
	"at": {"eip_pool": "cluster/1", "eip_controller": "cluster/2"},
}}

_bound := {"pod": {"public": {"addresses": [sample.eip("pod/9", {})]}}}

test_eip_004_both_act if {
	findings := two_controllers.findings with input as sample.world(object.union_n([sample.asking, _both, _bound]))

	findings == {{
		"at": "cluster/1",
		"message": "{pool} has Terway bind EIPs to pods, and so does {controller}: both at once is not supported",
		"fix": "take enable_eip_pool out of eni_conf and leave it to ack-extend-network-controller",
		"names": {"pool": "cluster/1", "controller": "cluster/2"},
		"related": [{"at": "cluster/2", "message": "{controller} is installed"}],
	}}
}

test_silent_for_one_of_them[which] if {
	some which, changes in {
		"controller": {"cluster": {"eip_pool": ""}},
		"Terway": {"cluster": {"eip_controller": "no"}},
		"nobody asks": {"source": {"with_eip": {"present": false, "true": false}}},
	}
	count(two_controllers.findings) == 0 with input as sample.world(object.union_n([sample.asking, _both, _bound, changes]))
}
