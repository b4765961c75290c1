package egress.gate.network_policy_test

import data.egress.gate.network_policy

_cluster_detail := {"export": "DescribeClusterDetail", "of": ""}

_eni_config := {"export": "kubectl get configmap eni-config -n kube-system", "of": ""}

test_enforcement_that_is_not_known_names_what_would_tell[note] if {
	some row in [
		{
			"of": {"cluster": {"plugin": "unknown", "network_policy": "unknown"}},
			"note": "{policy} denies it where it is enforced, and nothing tells the network plugin",
			"missing": [_cluster_detail],
		},
		{
			"of": {"cluster": {"network_policy": "unknown"}},
			"note": concat("", [
				"{policy} denies it where it is enforced, ",
				"and nothing tells whether Terway enforces NetworkPolicies",
			]),
			"missing": [_eni_config],
		},
		{
			"of": {"source": {"virtual_node": true}},
			"note": concat("", [
				"{policy} denies it where it is enforced, ",
				"and no export tells whether Poseidon is to enforce it on elastic container instances",
			]),
			"missing": [],
		},
	]
	note := row.note
	hop := object.union(
		object.union(_hop("unknown", "enforcement-unknown", note), _at("policy/0", "policy")),
		{"missing": row.missing},
	)

	network_policy.hop == hop with input as _sending("no", "no", row.of)
}

test_a21_block_of_pods[name] if {
	some name, row in {
		"felix": {"of": {}, "is": "allow"},
		"ebpf behind veth": {"of": {"cluster": {"terway_version": [1, 9, 0]}}, "is": "unknown"},
		"veth of unknown version": {"of": {"cluster": {"terway_version": []}}, "is": "unknown"},
		"ipvlan": {"of": {"cluster": {"data_path": "ipvlan"}}, "is": "unknown"},
		"datapath v2": {"of": {"cluster": {"data_path": "datapath-v2"}}, "is": "unknown"},
		"either": {"of": {"cluster": {"data_path": "ipvlan-or-datapath-v2"}}, "is": "unknown"},
		"not known": {"of": {"cluster": {"data_path": "unknown"}}, "is": "unknown"},
	}

	network_policy.hop.verdict == row.is with input as _sending("no", "yes", object.union({"target": _pod}, row.of))
}

_blocks := {
	"unknown": "whether that matches pods depends on the data path",
	"datapath-v2": "eBPF policies are documented not to match pods by ipBlocks",
}

test_block_of_pods_names_the_rule_and_what_would_tell[path] if {
	some path, missing in {"unknown": [_eni_config], "datapath-v2": []}
	hop := object.union(
		object.union(
			_hop(
				"unknown", "block-of-pods",
				concat("", ["only an ipBlock of {rule} allows it, and ", _blocks[path]]),
			),
			_at("policy/1", "rule"),
		),
		{"missing": missing},
	)
	changes := {"target": _pod, "cluster": {"data_path": path}}

	network_policy.hop == hop with input as _sending("no", "yes", changes)
}

test_block_of_pods_and_a_version_that_is_not_known if {
	daemonsets := [{"export": "kubectl get daemonsets", "of": ""}]
	changes := {"target": _pod, "cluster": {"terway_version": []}}

	network_policy.hop.missing == daemonsets with input as _sending("no", "yes", changes)
}

test_block_of_pods_and_a_switch_that_is_not_known_ask_once if {
	changes := {"target": _pod, "cluster": {"data_path": "unknown", "network_policy": "unknown"}}

	network_policy.hop.missing == [_eni_config] with input as _sending("no", "yes", changes)
}

test_assumed_enforcement_leaves_no_doubt_about_agreed_rules[verdict] if {
	some says, verdict in {"yes": "allow", "no": "deny"}
	assumed := {"cluster": {"network_policy": "enforced", "plugin": "unknown", "data_path": "unknown"}}

	network_policy.hop.verdict == verdict with input as _sending(says, says, assumed)
}

test_rule_that_may_match if {
	hop := object.union(
		_hop("unknown", "rule-may-match", "nothing tells whether {rule} matches the packet"),
		_at("policy/1", "rule"),
	)

	network_policy.hop == hop with input as _sending("maybe", "maybe", {})
}

test_rule_that_may_match_on_every_data_path[path] if {
	some path in ["veth", "ipvlan", "datapath-v2", "unknown"]
	changes := {"cluster": {"data_path": path}}

	network_policy.hop.reason == "rule-may-match" with input as _sending("maybe", "maybe", changes)
}

test_rule_that_may_match_asks_for_the_address_of_the_target if {
	missing := [{"export": "DescribeDBInstanceNetInfo", "of": "target/1"}]
	unresolved := {"target": {"kind": "rds", "resolved": false, "database": {"missing": missing}}}

	network_policy.hop.missing == missing with input as _sending("maybe", "maybe", unresolved)
}

test_rule_that_may_match_asks_for_the_address_behind_a_vswitch if {
	missing := [{"export": "DescribeDBInstanceNetInfo", "of": "target/1"}]
	listed := {"kind": "rds", "resolved": true, "database": {"found": true, "endpoints": "partial", "missing": missing}}

	network_policy.hop.missing == missing with input as _sending("maybe", "maybe", {"target": listed})
}

test_felix_with_a_pod_of_unknown_address if {
	network_policy.hop.reason == "rule-may-match" with input as _sending("no", "maybe", {"target": _pod})
}

test_protocol_that_policies_do_not_define if {
	egress := object.union(_isolated("maybe", "maybe"), {"rule": ""})
	hop := object.union(
		_hop(
			"unknown", "protocol-undefined",
			"{policy} isolates {pod}, and NetworkPolicies do not define what becomes of ICMP",
		),
		{"at": "policy/0", "names": {"policy": "policy/0", "pod": "source"}},
	)

	network_policy.hop == hop with input as _input(_policy(egress, _nobody), {"flow": {"family": "ipv4", "protocol": "icmp"}})
}

test_doubt_about_ingress_is_told_of_the_destination if {
	hop := object.union(
		_hop("unknown", "rule-may-match", "nothing tells whether {rule} matches the packet"),
		_at("policy/1", "rule"),
	)

	network_policy.hop == hop with input as _arriving("maybe", "maybe", {})
}
