package egress.inside_test

import data.egress.inside

# A pod on the node network-wise alone: a Service with two ready backends on other nodes.
_world(changes) := object.union(
	{
		"cluster": {
			"product": "ack", "plugin": "flannel", "mode": "unknown", "data_path": "unknown",
			"terway_version": [], "created_version": [], "kube_proxy": "ipvs", "kubernetes": [1, 22, 3],
			"created_kubernetes": [], "in_cluster_lb": "unknown",
		},
		"source": {"host_network": false, "exclusive_eni": false, "virtual_node": false},
		"balancer": {"inside": {
			"way": "node", "policy": "cluster", "form": "ip", "port": true, "ends": "some", "local": "no", "here": "no",
			"clustered": "maybe", "proxyless": false, "ranges": {"at": "", "pod": "yes", "node": "yes"},
		}},
	},
	changes,
)

_cluster(changes) := {"cluster": changes}

_service(changes) := {"balancer": {"inside": changes}}

_local := _service({"policy": "local"})

_local_here := _service({"policy": "local", "local": "yes"})

_host := {"source": {"host_network": true}}

_veth := _cluster({"plugin": "terway", "mode": "shared-eni", "data_path": "veth", "terway_version": [1, 12, 1]})

# Terway with eBPF: the version and whether in_cluster_loadbalance is on.
_ebpf(path, version, switch) := _cluster({
	"plugin": "terway", "mode": "shared-eni", "data_path": path, "terway_version": version, "in_cluster_lb": switch,
})

_all(list) := object.union_n(list)

# Each case of the table that research gives for the ways of such packets, and the same with one thing changed.
_rows := {
	"1 Flannel, Cluster": {"of": {}, "is": "all"},
	"1 Terway veth, Cluster": {"of": _veth, "is": "all"},
	"1' Local": {"of": _local, "is": "fails"},
	"2 IPVS, Local, backend on the node": {"of": _local_here, "is": "local"},
	"2' no backend on the node": {"of": _local, "is": "fails"},
	"2' Kubernetes 1.24": {"of": _all([_local, _cluster({"kubernetes": [1, 24]})]), "is": "unknown"},
	"2' nobody knows the node": {"of": _service({"policy": "local", "local": "maybe"}), "is": "unknown"},
	"2' Terway veth": {"of": _all([_veth, _local_here]), "is": "unknown"},
	"3 iptables, Local, in clusterCIDR": {
		"of": _all([_local, _cluster({"kube_proxy": "iptables"}), _service({"clustered": "yes"})]),
		"is": "all",
	},
	"3' not in clusterCIDR": {
		"of": _all([_local, _cluster({"kube_proxy": "iptables"}), _service({"clustered": "no"})]),
		"is": "unknown",
	},
	"3' backend on the node": {
		"of": _all([_local_here, _cluster({"kube_proxy": "iptables"}), _service({"clustered": "no"})]),
		"is": "local",
	},
	"3' clusterCIDR unknown": {"of": _all([_local, _cluster({"kube_proxy": "iptables"})]), "is": "unknown"},
	"4 IPvlan before 1.2.0": {"of": _ebpf("ipvlan", [1, 1, 0], "yes"), "is": "through"},
	"4' 1.2.0": {"of": _ebpf("ipvlan", [1, 2, 0], "yes"), "is": "all"},
	"4' veth": {"of": _ebpf("veth", [1, 1, 0], "yes"), "is": "all"},
	"5 IPvlan, no switch": {"of": _ebpf("ipvlan", [1, 2, 0], "no"), "is": "through"},
	"5 no eni-config, made before": {
		"of": _all([_ebpf("ipvlan", [1, 5, 3], "unknown"), _cluster({"created_version": [1, 1, 0]})]),
		"is": "through",
	},
	"5 no switch, made before": {
		"of": _all([_ebpf("ipvlan", [1, 5, 3], "no"), _cluster({"created_version": [1, 1, 0]})]),
		"is": "through",
	},
	"5' no eni-config, made with 1.2.0": {
		"of": _all([_ebpf("ipvlan", [1, 5, 3], "unknown"), _cluster({"created_version": [1, 2, 0]})]),
		"is": "all",
	},
	"5' neither": {"of": _ebpf("ipvlan", [1, 5, 3], "unknown"), "is": "unknown"},
	"5' DataPath V2": {"of": _ebpf("datapath-v2", [1, 9, 0], "no"), "is": "unknown"},
	"6 IPvlan with the switch, Cluster": {"of": _ebpf("ipvlan", [1, 4, 4], "yes"), "is": "all"},
	"6' version unknown": {"of": _ebpf("ipvlan", [], "yes"), "is": "unknown"},
	"7 Local, 1.4.4": {"of": _all([_ebpf("ipvlan", [1, 4, 4], "yes"), _local]), "is": "fails"},
	"7 Local, 1.5.2": {"of": _all([_ebpf("ipvlan", [1, 5, 2], "yes"), _local]), "is": "fails"},
	"7 backend on the node": {"of": _all([_ebpf("ipvlan", [1, 4, 4], "yes"), _local_here]), "is": "local"},
	"7' Cluster": {"of": _ebpf("ipvlan", [1, 5, 2], "yes"), "is": "all"},
	"7' 1.4.3": {"of": _all([_ebpf("ipvlan", [1, 4, 3], "yes"), _local]), "is": "unknown"},
	"8 Local, 1.5.3": {"of": _all([_ebpf("ipvlan", [1, 5, 3], "yes"), _local]), "is": "through"},
	"8 backend on the node": {"of": _all([_ebpf("ipvlan", [1, 13, 6], "yes"), _local_here]), "is": "local"},
	"8' 1.5.2": {"of": _all([_ebpf("ipvlan", [1, 5, 2], "yes"), _local]), "is": "fails"},
	"9 Local, 1.14.3": {"of": _all([_ebpf("datapath-v2", [1, 14, 3], "yes"), _local]), "is": "all"},
	"9 no backend": {
		"of": _all([_ebpf("datapath-v2", [1, 14, 3], "yes"), _local, _service({"ends": "none"})]),
		"is": "fails",
	},
	"9' 1.13": {"of": _all([_ebpf("datapath-v2", [1, 13, 6], "yes"), _local]), "is": "through"},
	"10 DataPath V2, 1.14.0": {"of": _ebpf("datapath-v2", [1, 14, 0], "yes"), "is": "through"},
	"10 DataPath V2, 1.14.2": {"of": _ebpf("datapath-v2", [1, 14, 2], "yes"), "is": "through"},
	"10' 1.14.3": {"of": _ebpf("datapath-v2", [1, 14, 3], "yes"), "is": "all"},
	"10' 1.13.6": {"of": _ebpf("datapath-v2", [1, 13, 6], "yes"), "is": "all"},
	"11 no kube-proxy": {
		"of": _all([_ebpf("datapath-v2", [1, 16, 2], "no"), _cluster({"created_kubernetes": [1, 34, 1]})]),
		"is": "all",
	},
	"11 no kube-proxy on the node, Local": {
		"of": _all([_ebpf("datapath-v2", [1, 16, 2], "no"), _local, _service({"proxyless": true})]),
		"is": "all",
	},
	"11' made with Kubernetes 1.33": {
		"of": _all([_ebpf("datapath-v2", [1, 16, 2], "no"), _cluster({"created_kubernetes": [1, 33, 1]})]),
		"is": "unknown",
	},
	"12 a name and no address": {"of": _service({"form": "host"}), "is": "through"},
	"12 ipMode Proxy": {"of": _service({"form": "proxy"}), "is": "through"},
	"12' an address": {"of": _service({"form": "ip"}), "is": "all"},
	"13 exclusive ENI": {"of": _all([_veth, {"source": {"exclusive_eni": true}}]), "is": "through"},
	"13 exclusive ENIs of the cluster": {
		"of": _cluster({"plugin": "terway", "mode": "exclusive-eni", "data_path": "unknown"}),
		"is": "through",
	},
	"13' on the host network": {"of": _all([_veth, _host, {"source": {"exclusive_eni": true}}]), "is": "all"},
	"14 host network, IPvlan before 1.2.0": {"of": _all([_ebpf("ipvlan", [1, 1, 0], "no"), _host]), "is": "all"},
	"14 host network, Local": {"of": _all([_ebpf("ipvlan", [1, 1, 0], "no"), _host, _local]), "is": "fails"},
	"14' host network, Local, iptables": {
		"of": _all([_ebpf("ipvlan", [1, 1, 0], "no"), _host, _local, _cluster({"kube_proxy": "iptables"})]),
		"is": "all",
	},
	"14' no host network": {"of": _ebpf("ipvlan", [1, 1, 0], "no"), "is": "through"},
	"15 ACS, Local": {"of": _all([_cluster({"product": "acs"}), _local]), "is": "fails"},
	"15 ACS, Local, node unknown": {
		"of": _all([_cluster({"product": "acs"}), _service({"policy": "local", "local": "maybe"})]),
		"is": "fails",
	},
	"15' ACS, Local, backend on the node": {"of": _all([_cluster({"product": "acs"}), _local_here]), "is": "unknown"},
	"15' ACS, Cluster": {"of": _cluster({"product": "acs"}), "is": "all"},
	"15 virtual node": {"of": {"source": {"virtual_node": true}}, "is": "unknown"},
	"A16 mode of kube-proxy unknown": {"of": _all([_local, _cluster({"kube_proxy": "unknown"})]), "is": "unknown"},
	"A16' backend on the node": {"of": _all([_local_here, _cluster({"kube_proxy": "unknown"})]), "is": "local"},
	"version of Kubernetes unknown": {"of": _all([_local, _cluster({"kubernetes": []})]), "is": "unknown"},
	"plugin unknown": {"of": _cluster({"plugin": "unknown"}), "is": "unknown"},
	"data path unknown": {"of": _cluster({"plugin": "terway", "mode": "shared-eni"}), "is": "unknown"},
	"the Service is not in the bundle": {"of": _service({"form": "unlisted"}), "is": "unknown"},
	"no address": {"of": _service({"form": "none"}), "is": "unknown"},
	"no backend, Local": {"of": _all([_local, _service({"ends": "none"})]), "is": "fails"},
	"no backend, Local, Terway veth": {"of": _all([_veth, _local, _service({"ends": "none"})]), "is": "fails"},
	"no backend": {"of": _service({"ends": "none"}), "is": "fails"},
	"backends unknown": {"of": _service({"ends": "unknown"}), "is": "unknown"},
	"no such port": {"of": _service({"port": false}), "is": "unknown"},
	"out of range": {"of": _service({"ranges": {"at": "x", "pod": "no"}}), "is": "fails"},
	"perhaps out of range": {"of": _service({"ranges": {"at": "x", "pod": "maybe"}}), "is": "unknown"},
	"in range": {"of": _service({"ranges": {"at": "x", "pod": "yes", "node": "no"}}), "is": "all"},
	"node out of range": {"of": _all([_host, _service({"ranges": {"at": "x", "node": "no"}})]), "is": "fails"},
	"out of range with eBPF": {
		"of": _all([_ebpf("ipvlan", [1, 2, 0], "yes"), _service({"ranges": {"at": "x", "pod": "no"}})]),
		"is": "unknown",
	},
	"through, whatever the ports and backends": {
		"of": _service({"form": "host", "port": false, "ends": "none", "ranges": {"at": "x", "pod": "no"}}),
		"is": "through",
	},
}

test_decisions[name] if {
	some name, row in _rows

	inside.decision == row.is with input as _world(row.of)
}

# Every reason that a decision may have is shown by some row.
test_every_reason_is_shown if {
	shown := {why |
		some row in _rows
		why := inside.why with input as _world(row.of)
	}

	object.keys(inside._decisions) == shown
}

# No backend at all is told before none on the node.
test_no_backend_comes_before_local if {
	inside.why == "no-end" with input as _world(_all([_local, _service({"ends": "none"})]))
}

# One kind of way is taken, whatever is decided.
test_one_kind_of_way_is_taken[name] if {
	some name, row in _rows
	taken := {way |
		some way in ["end", "front", "node"]
		not inside.aside with input as _world(_all([row.of, _service({"way": way, "here": "yes"})]))
	}

	count(taken) == 1
}

test_only_backends_on_the_node_are_taken[here] if {
	some here, aside in {"yes": false, "no": true, "maybe": true}

	inside.aside == aside with input as _world(_all([_local_here, _service({"way": "end", "here": here})]))
}

test_other_targets_are_not_set_aside if not inside.aside with input as {"balancer": {"inside": {"way": ""}}}

test_exports_that_would_tell[name] if {
	some name, export in {
		"no address": "kubectl get services",
		"the Service is not in the bundle": "kubectl get services",
		"plugin unknown": "DescribeClusterDetail",
		"data path unknown": "kubectl get configmap eni-config -n kube-system",
		"5' neither": "kubectl get configmap eni-config -n kube-system",
		"6' version unknown": "kubectl get daemonsets",
		"version of Kubernetes unknown": "DescribeClusterDetail",
		"A16 mode of kube-proxy unknown": "DescribeClusterDetail",
		"3' clusterCIDR unknown": "kubectl get configmap kube-proxy-worker -n kube-system",
		"2' nobody knows the node": "kubectl get pods",
		"perhaps out of range": "kubectl get pods",
	}

	inside.missing[0].export == export with input as _world(_rows[name].of)
}
