package egress.injector_test

import data.egress.injector

_input(changes) := object.union(
	{
		"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni", "injector": "yes"},
		"source": {"host_network": false, "virtual_node": false, "injector": true},
	},
	changes,
)

_flannel := {"cluster": {"plugin": "flannel"}}

_situations := {
	"installed": {"of": {}, "helps": "yes"},
	"not installed": {"of": {"cluster": {"injector": "no"}}, "helps": "no"},
	"not seen": {"of": {"cluster": {"injector": "unseen"}}, "helps": "unknown"},
	"nothing tells": {"of": {"cluster": {"injector": "unknown"}}, "helps": "unknown"},
	"not asked": {"of": {"source": {"injector": false}}, "helps": "no"},
	"flannel": {"of": _flannel, "helps": "no"},
	"flannel and the host network": {"of": object.union(_flannel, {"source": {"host_network": true}}), "helps": "yes"},
}

test_where_the_injector_helps[what] if {
	some what, s in _situations

	injector.helps == s.helps with input as _input(s.of)
}
