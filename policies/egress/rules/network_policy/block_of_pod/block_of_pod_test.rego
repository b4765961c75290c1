package egress.rules.network_policy.block_of_pod_test

import data.egress.rules.network_policy.block_of_pod

_lints(cluster) := found if {
	found := block_of_pod.lints with input as {
		"cluster": object.union(
			{
				"product": "ack", "plugin": "terway", "mode": "shared-eni", "network_policy": "enabled", "data_path": "datapath-v2",
				"policy_provider": "unknown", "third_party": "", "serverless": false, "terway_version": [], "created_version": [],
			},
			cluster,
		),
		"object": {"policy_address": {"at": "object/0", "of": "object/1", "named": "object/2", "pod": "object/3"}},
	}
}

test_np_008_address_of_a_pod_by_ebpf if {
	{[f.at, f.names.pod] | some f in _lints({})} == {["object/0", "object/3"]}
	count(_lints({"data_path": "veth", "policy_provider": "ebpf"})) == 1
}

test_silent_where_blocks_match_pods_or_may if {
	every cluster in [
		{"data_path": "veth", "policy_provider": "iptables"}, {"data_path": "unknown"}, {"network_policy": "disabled"},
		{"network_policy": "unknown"}, {"plugin": "flannel"}, {"product": "acs"},
	] {
		_lints(cluster) == set()
	}
}
