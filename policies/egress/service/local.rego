package egress.service

import data.egress.exit

# What a traffic policy Local does to a client whose node has no endpoint. kube-proxy keeps to it. Terway's eBPF data path
# does so since it has a Cilium of 1.13 or later:
# https://github.com/cilium/cilium/pull/21871
_apart := "no-local-endpoint" if {
	facts.via == "address"
	_by_kube_proxy
} else := "no-local-endpoint" if {
	facts.via == "address"
	_accelerated
	input.cluster.terway_version >= [1, 14]
} else := "accelerated-policy" if {
	facts.via == "address"
	_accelerated
} else := "virtual-policy" if {
	facts.via == "address"
	_nodeless
} else := "data-path-unknown" if {
	facts.via == "address"
} else := "no-local-endpoint" if {
	exit.identity == "node"
} else := "no-local-endpoint" if {
	input.cluster.kube_proxy == "ipvs"
} else := "proxy-unknown" if {
	input.cluster.kube_proxy == "unknown"
} else := "pod-range-unknown"

_by_kube_proxy if input.source.host_network

_by_kube_proxy if input.cluster.plugin == "flannel"

_by_kube_proxy if {
	_on_terway
	input.cluster.data_path == "veth"
}

_by_kube_proxy if {
	_on_terway
	input.cluster.mode in {"exclusive-eni", "vpc"}
}

_by_kube_proxy if {
	_on_terway
	input.source.exclusive_eni
}

_accelerated if {
	_on_terway
	not _by_kube_proxy
	input.cluster.data_path in {"ipvlan", "datapath-v2", "ipvlan-or-datapath-v2"}
}

_on_terway if {
	not _nodeless
	input.cluster.plugin == "terway"
}

# Pods on virtual nodes and of ACS have no node that could keep their packets.
_nodeless if input.source.virtual_node

_nodeless if input.cluster.product == "acs"
