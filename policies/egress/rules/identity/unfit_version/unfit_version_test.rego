package egress.rules.identity.unfit_version_test

import data.egress.rules.identity.unfit_version

_messages(changes) := {f.message | some f in lints} if {
	cluster := {"plugin": "terway", "ip_stack": "ipv4", "data_path": "veth", "terway_version": [1, 5, 0], "kubernetes": [1, 28, 3]}
	lints := unfit_version.lints with input as {"object": {"versions": {"at": "object/0"}}, "cluster": object.union(cluster, changes)}
}

test_eni_005_what_a_version_does_not_have if {
	_messages({"ip_stack": "dual", "terway_version": [1, 0, 10]}) == {"the cluster is configured for dual stack, which needs Terway 1.1.0 or later"}
	_messages({"ip_stack": "dual", "kubernetes": [1, 20, 11]}) == {"the cluster is configured for dual stack, which needs Kubernetes 1.22 or later"}
	_messages({"data_path": "datapath-v2"}) == {"the cluster is configured for DataPath V2, which needs Terway 1.8.0 or later"}
}

test_silent_where_it_has_or_nothing_tells if {
	_messages({}) == set()
	_messages({"ip_stack": "dual"}) == set()
	_messages({"data_path": "datapath-v2", "terway_version": [1, 8, 0]}) == set()
	_messages({"data_path": "datapath-v2", "terway_version": []}) == set()
	_messages({"ip_stack": "dual", "terway_version": [1, 0, 10], "plugin": "flannel"}) == set()
}
