package egress.inside

# Where the packet is decided about: on ACS, by what form the address has, by the node, or by Terway.
_way := "service-unlisted" if {
	facts.form == "unlisted"
} else := _on_acs if {
	input.cluster.product == "acs"
	facts.policy == "local"
} else := "no-address" if {
	facts.form == "none"
} else := "host-name" if {
	facts.form == "host"
} else := "proxy-mode" if {
	facts.form == "proxy"
} else := "short" if {
	input.cluster.product == "acs"
} else := "virtual-node" if {
	input.source.virtual_node
} else := _by_kube_proxy if {
	input.source.host_network
	not _proxyless
} else := "exclusive-eni" if {
	_exclusive
} else := _by_terway if {
	_accelerated
} else := _by_kube_proxy if {
	_translated_by_node
} else := "data-path-unknown" if {
	input.cluster.plugin == "terway"
} else := "plugin-unknown"

# Pods of ACS do not reach load balancers of their own cluster while the policy is Local; on which node a pod of ACS
# runs means little, and what a backend on the same one changes is written nowhere.
_on_acs := "acs-same-node" if facts.local == "yes"

_on_acs := "acs-local" if facts.local != "yes"

# A pod with an ENI of its own sends to its node what is for Services, by their range, and nothing else:
# https://github.com/AliyunContainerService/terway/blob/main/plugin/datapath/exclusive_eni_linux.go
_exclusive if input.source.exclusive_eni

_exclusive if input.cluster.mode == "exclusive-eni"

_accelerated if input.cluster.data_path in {"ipvlan", "datapath-v2", "ipvlan-or-datapath-v2"}

_accelerated if _proxyless

# METADATA
# description: |
#   Whether Terway does the work of kube-proxy: on nodes that say so, and in clusters made with Kubernetes 1.34 or later
#   that have DataPath V2.
_proxyless if facts.proxyless

_proxyless if {
	input.cluster.data_path == "datapath-v2"
	input.cluster.created_kubernetes >= [1, 34]
}

_translated_by_node if input.cluster.plugin == "flannel"

_translated_by_node if {
	input.cluster.plugin == "terway"
	input.cluster.mode == "vpc"
}

_translated_by_node if {
	input.cluster.plugin == "terway"
	input.cluster.data_path == "veth"
}
