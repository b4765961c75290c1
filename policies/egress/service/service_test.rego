package egress.service_test

import data.egress.service

# METADATA
# description: A packet to a Service in a cluster of Terway, whose record differs from that of a Service without a pod.
world(changes) := object.union(
	{
		"cluster": {
			"product": "ack", "plugin": "terway", "mode": "shared-eni", "data_path": "veth",
			"kube_proxy": "ipvs", "terway_version": [1, 12, 1],
		},
		"source": {"host_network": false, "virtual_node": false, "exclusive_eni": false},
		"balancer": {"product": "", "inside": {"way": ""}},
		"target": {"pod": false, "balanced": true, "ranges": [], "service": {
			"standing": "unselected", "via": "address", "local": false, "at": "target/0", "name": "target/1",
			"namespace": "target/2", "blamed": "target/3", "behind": "", "called": "", "has": "",
			"selector": "target/4", "missing": [],
		}},
	},
	changes,
)

# METADATA
# description: The same with the facts about the Service that differ.
of(facts) := world({"target": {"service": facts}})

# METADATA
# description: The hop of a packet that the reason keeps away.
hop(reason) := {"gate": "load-balancer", "verdict": "deny", "reason": reason}

_local(via, standing, cluster, source) := world({
	"cluster": cluster,
	"source": source,
	"target": {"service": {"standing": standing, "via": via, "local": true}},
})

test_reasons[standing] if {
	some standing, why in {
		"unselected": "selects-no-pod", "portless": "no-target-port", "unready": "no-ready-pod", "idle": "scaled-to-zero",
		"empty": "no-endpoint", "stale": "endpoints-stale", "unlisted": "endpoints-unknown", "open": "node-unknown",
		"own": "own-node-port",
	}
	service.why == why with input as of({"standing": standing})
	service.ends_early with input as of({"standing": standing})
}

test_nothing_to_tell_of_what_serves[name] if {
	some name, flow in {
		"no Service": of({"standing": ""}),
		"endpoints": of({"standing": "serves"}),
		"a port of a node": of({"standing": "serves", "via": "node-port"}),
	}
	not service.why with input as flow
	not service.ends_early with input as flow
}

test_a_packet_to_a_node_leaves_the_node if {
	not service.ends_early with input as of({"via": "node-port"})
}

test_local_addresses[name] if {
	some name, row in {
		"veth": {"of": [{}, {}], "is": "no-local-endpoint"},
		"flannel": {"of": [{"plugin": "flannel", "data_path": "unknown"}, {}], "is": "no-local-endpoint"},
		"exclusive": {"of": [{"data_path": "unknown"}, {"exclusive_eni": true}], "is": "no-local-endpoint"},
		"exclusive mode": {"of": [{"data_path": "unknown", "mode": "exclusive-eni"}, {}], "is": "no-local-endpoint"},
		"host network": {"of": [{"data_path": "datapath-v2"}, {"host_network": true}], "is": "no-local-endpoint"},
		"new eBPF": {
			"of": [{"data_path": "datapath-v2", "terway_version": [1, 14, 0]}, {}],
			"is": "no-local-endpoint",
		},
		"old eBPF": {"of": [{"data_path": "datapath-v2"}, {}], "is": "accelerated-policy"},
		"eBPF": {"of": [{"data_path": "ipvlan", "terway_version": []}, {}], "is": "accelerated-policy"},
		"not known": {"of": [{"data_path": "unknown"}, {}], "is": "data-path-unknown"},
		"virtual": {"of": [{}, {"virtual_node": true}], "is": "virtual-policy"},
		"acs": {"of": [{"product": "acs", "plugin": "unknown"}, {}], "is": "virtual-policy"},
	}
	service.why == row.is with input as _local("address", "away", row.of[0], row.of[1])
}

test_local_ports_of_nodes[name] if {
	some name, row in {
		"ipvs": {"of": [{}, {}], "is": "no-local-endpoint"},
		"flannel": {"of": [{"plugin": "flannel", "kube_proxy": "iptables"}, {}], "is": "no-local-endpoint"},
		"host network": {"of": [{"kube_proxy": "iptables"}, {"host_network": true}], "is": "no-local-endpoint"},
		"iptables": {"of": [{"kube_proxy": "iptables"}, {}], "is": "pod-range-unknown"},
		"not known": {"of": [{"kube_proxy": "unknown"}, {}], "is": "proxy-unknown"},
	}
	service.why == row.is with input as _local("node-port", "away", row.of[0], row.of[1])
}

test_ebpf_may_fail_local_ports_that_serve if {
	service.why == "accelerated-port" with input as _local("node-port", "serves", {"data_path": "datapath-v2"}, {})
	not service.why with input as _local("node-port", "serves", {}, {})
}

test_what_is_missing[name] if {
	some name, row in {
		"eni-config": {
			"of": _local("address", "away", {"data_path": "unknown"}, {}),
			"is": ["kubectl get configmap eni-config -n kube-system"],
		},
		"Terway": {
			"of": _local("address", "away", {"data_path": "ipvlan", "terway_version": []}, {}),
			"is": ["kubectl get daemonsets"],
		},
		"known Terway": {"of": _local("address", "away", {"data_path": "ipvlan"}, {}), "is": []},
		"the mode": {"of": _local("node-port", "away", {"kube_proxy": "unknown"}, {}), "is": ["DescribeClusterDetail"]},
		"pods": {
			"of": of({"standing": "unlisted", "missing": [{"export": "kubectl get pods", "of": ""}]}),
			"is": ["kubectl get pods"],
		},
	}
	row.is == [item.export | some item in service.missing] with input as row.of
}

test_names_leave_out_what_there_is_not if {
	names := service.names with input as of({})

	object.keys(names) == {"service", "name", "namespace", "blamed", "selector", "source", "target"}
}

test_refused_for_one_reason[reason] if {
	some reason in ["selects-no-pod", "no-end"]
	service.refused(hop(reason), "selects-no-pod") with input as of({})
	not service.refused(hop(reason), "no-endpoint") with input as of({})
}

test_not_refused_where_the_hop_has_another_reason if {
	not service.refused(hop("no-endpoint"), "selects-no-pod") with input as of({})
}
