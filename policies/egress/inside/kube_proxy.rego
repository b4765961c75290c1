package egress.inside

# METADATA
# description: |
#   What kube-proxy does, to which the addresses of load balancers are further addresses of their Services. With the
#   policy Local it keeps to backends on the node: in IPVS mode for all clients before 1.24 as ACK documents it, while
#   newer versions differ; in iptables mode not for the node itself and for clients of the range clusterCIDR. What
#   becomes of the packets of Terway's pods then is reported both ways.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/service-faq
#     description: Why a cluster cannot reach the load balancer of its own Service
#   - ref: https://github.com/kubernetes/kubernetes/issues/66607
#     description: Local and clients inside the cluster
#   - ref: https://blazehu.com/2024/08/20/devops/landun_clb
#     description: A field report of Terway, IPVS and Local
_by_kube_proxy := "short" if {
	facts.policy == "cluster"
} else := "terway-local" if {
	not input.source.host_network
	input.cluster.plugin == "terway"
	input.cluster.mode != "vpc"
} else := "short" if {
	input.cluster.kube_proxy == "iptables"
	_redirected
} else := _kept[_unkept].yes if {
	facts.local == "yes"
} else := "proxy-unknown" if {
	input.cluster.kube_proxy == "unknown"
} else := "range-unknown" if {
	input.cluster.kube_proxy == "iptables"
	facts.clustered == "maybe"
} else := "kubernetes-unknown" if {
	input.cluster.kube_proxy == "ipvs"
	input.cluster.kubernetes == []
} else := _kept[_unkept][facts.local]

_redirected if input.source.host_network

_redirected if facts.clustered == "yes"

# What a client gets that has no backend on its node.
default _unkept := "newer-ipvs"

_unkept := "other-range" if input.cluster.kube_proxy == "iptables"

_unkept := "no-local-end" if {
	input.cluster.kube_proxy == "ipvs"
	input.cluster.kubernetes != []
	input.cluster.kubernetes < [1, 24]
}
