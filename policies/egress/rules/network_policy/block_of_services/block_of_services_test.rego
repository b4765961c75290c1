package egress.rules.network_policy.block_of_services_test

import data.egress.rules.network_policy.block_of_services

_lints(cluster, dns) := found if {
	found := block_of_services.lints with input as {
		"cluster": object.union(
			{
				"product": "ack", "plugin": "terway", "mode": "shared-eni", "network_policy": "enabled", "data_path": "veth",
				"policy_provider": "iptables", "third_party": "", "serverless": false, "terway_version": [], "created_version": [],
			},
			cluster,
		),
		"object": {"policy_block": {"at": "object/0", "of": "object/1", "named": "object/2", "services": "object/3", "dns": dns}},
	}
}

test_np_007_block_that_policies_never_see if {
	{f.at | some f in _lints({}, false)} == {"object/0"}
	{f.at | some f in _lints({"data_path": "datapath-v2", "terway_version": [1, 11, 4]}, false)} == {"object/0"}
}

test_pods_of_coredns_have_a_label if {
	some f in _lints({}, true)
	startswith(f.fix, "select the pods of CoreDNS by the namespaceSelector kubernetes.io/metadata.name: kube-system")
}

test_silent_where_it_may_see_the_service[why] if {
	some why, cluster in {
		"version that mishandles Services": {"data_path": "datapath-v2", "terway_version": [1, 11, 3]},
		"version unknown": {"data_path": "datapath-v2"},
		"nobody enforces": {"plugin": "flannel"},
		"plug-in unknown": {"plugin": "unknown"},
		"ACS": {"product": "acs"},
	}

	_lints(cluster, false) == set()
}
