package egress.gate.network_policy_test

import data.egress.gate.network_policy

test_engine[name] if {
	some name, row in {
		"ipvlan": {"of": {"data_path": "ipvlan"}, "is": "cilium"},
		"ipvlan in spite of the provider": {"of": {"data_path": "ipvlan", "policy_provider": "iptables"}, "is": "cilium"},
		"veth and ebpf": {"of": {"policy_provider": "ebpf"}, "is": "cilium"},
		"veth and iptables": {"of": {"policy_provider": "iptables", "created_version": [1, 12, 1]}, "is": "felix"},
		"veth, made late": {"of": {"created_version": [1, 9, 2]}, "is": "cilium"},
		"veth, made early": {"of": {"created_version": [1, 8, 9], "terway_version": [1, 12, 1]}, "is": "felix"},
		"veth, runs early": {"of": {}, "is": "felix"},
		"veth, runs late": {"of": {"terway_version": [1, 12, 1]}, "is": "unknown"},
		"not known": {"of": {"data_path": "unknown"}, "is": "unknown"},
		"ebpf alone": {"of": {"data_path": "unknown", "policy_provider": "ebpf"}, "is": "cilium"},
		"acs": {"of": {"product": "acs"}, "is": "poseidon"},
		"serverless": {"of": {"serverless": true}, "is": "poseidon"},
	}

	network_policy.engine.egress == row.is with input as _sending("no", "no", {"cluster": row.of})
}

_ebpf := {"cluster": {"data_path": "datapath-v2"}}

_read_as(changes, of) := object.union(
	_input(_policy(object.union(_isolated("no", "no"), changes), _nobody), {}),
	of,
)

test_exception_of_a_block[name] if {
	some name, row in {
		"felix": {"of": {}, "is": "deny"},
		"ebpf": {"of": _ebpf, "is": "unknown"},
		"not known": {"of": {"cluster": {"data_path": "unknown"}}, "is": "unknown"},
		"assumed": {"of": {"cluster": {"data_path": "unknown", "network_policy": "enforced"}}, "is": "deny"},
	}

	network_policy.hop.verdict == row.is with input as _read_as({"unexcepted": "yes"}, row.of)
}

test_exception_of_a_block_is_told if {
	hop := object.union(
		_hop("unknown", "exception-of-block", concat(" ", [
			"only an except of {policy} denies it,",
			"which eBPF policies are documented to handle badly",
		])),
		_at("policy/0", "policy"),
	)

	network_policy.hop == hop with input as _read_as({"unexcepted": "yes"}, _ebpf)
}

test_range_of_ports[name] if {
	some name, row in {
		"terway": {"of": {}, "is": "allow"},
		"poseidon": {"of": {"cluster": {"product": "acs"}, "source": {"agent": {"short": true}}}, "is": "unknown"},
	}
	changes := {"allowed": "yes", "by_block": "yes", "unranged": "maybe", "rule": "policy/1"}

	network_policy.hop.verdict == row.is with input as _read_as(changes, row.of)
}

test_service_of_a_version_that_mishandles_it[name] if {
	some name, row in {
		"1.9.8": {"version": [1, 9, 8], "is": "unknown"},
		"1.9.9": {"version": [1, 9, 9], "is": "deny"},
		"1.10.5": {"version": [1, 10, 5], "is": "unknown"},
		"1.11.3": {"version": [1, 11, 3], "is": "unknown"},
		"1.11.4": {"version": [1, 11, 4], "is": "deny"},
	}
	service := object.union(_ebpf, {
		"target": {"kind": "svc", "pod": true},
		"cluster": {"terway_version": row.version, "data_path": "datapath-v2"},
	})

	network_policy.hop.verdict == row.is with input as _read_as({}, service)
}

test_end_of_a_service_that_is_no_pod[kind] if {
	some kind in ["ip", "rds"]
	end := object.union(_ebpf, {
		"target": {"kind": kind, "balanced": true},
		"cluster": {"terway_version": [1, 9, 8], "data_path": "datapath-v2"},
	})

	network_policy.hop.verdict == "unknown" with input as _read_as({}, end)
}

test_service_and_a_rule_for_everything if {
	service := {"target": {"kind": "svc"}, "cluster": {"terway_version": [1, 9, 8], "data_path": "datapath-v2"}}
	all := {"allowed": "yes", "by_block": "yes", "unranged": "yes", "rule": "policy/1", "everything": true, "unlabelled": false}

	network_policy.hop.verdict == "allow" with input as _read_as(all, service)
}

test_block_of_nodes[name] if {
	some name, row in {
		"address": {"policy": {"target_node": true}},
		"pod of the host network": {"target": _pod, "policy": {"target_host_network": true}},
	}
	changes := {"by_block": "yes", "unranged": "yes", "unexcepted": "yes", "rule": "policy/1"}
	note := concat(" ", [
		"only an ipBlock of {rule} allows it,",
		"and eBPF policies are documented not to match nodes by ipBlocks",
	])

	network_policy.hop.note == note with input as _read_as(changes, object.union(_ebpf, row))
}

test_address_that_may_be_a_node[name] if {
	some name, row in {
		"nodes known": {"of": {"policy": {"nodes_known": true}}, "is": "allow"},
		"nodes not known": {"of": {"policy": {"nodes_known": false}}, "is": "unknown"},
		"public": {"of": {"policy": {"nodes_known": false}, "target": {"ranges": []}}, "is": "allow"},
	}
	changes := {"allowed": "yes", "by_block": "yes", "unranged": "yes", "unexcepted": "yes", "rule": "policy/1"}
	private := object.union(_ebpf, {"target": {"kind": "ip", "ranges": ["rfc1918"]}})

	network_policy.hop.verdict == row.is with input as _read_as(changes, object.union(private, row.of))
}

test_an_instance_that_may_be_a_node[name] if {
	some name, row in {
		"nodes known": {"ecs": "outside", "known": true, "is": "allow"},
		"nodes not known": {"ecs": "outside", "known": false, "is": "unknown"},
		"a pod": {"ecs": "", "known": false, "is": "allow"},
	}
	of := {"target": _pod, "policy": {"nodes_known": row.known}, "source": {"ecs": row.ecs}}
	block := object.union(_ebpf, of)

	network_policy.hop.verdict == row.is with input as _arriving("yes", "yes", block)
}

test_an_instance_and_what_is_no_pod_have_no_policies if {
	instance := {"source": {"ecs": "outside", "host_network": true}}

	not network_policy.hop with input as _input(_policy(_nobody, _nobody), instance)
	network_policy.hop.note == "no NetworkPolicy selects the pod" with input as _input(
		_policy(_nobody, _nobody),
		object.union(instance, {"target": _pod}),
	)
}
