package egress.inside

# What remains to be asked of a packet that does not go through the load balancer.
_served := "port-unserved" if {
	not facts.port
} else := "no-end" if {
	facts.ends == "none"
} else := "ends-unknown" if {
	facts.ends == "unknown"
} else := _refused if {
	_refused
} else := _way

# METADATA
# description: |
#   kube-proxy lets in only those whom loadBalancerSourceRanges names, also from inside the cluster. Whether Terway and
#   ACS do so is not documented.
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
#     description: loadBalancerSourceRanges
_refused := {
	"no": {true: "range-undocumented", false: "out-of-range"}[_elsewhere],
	"maybe": {true: "range-undocumented", false: "source-unknown"}[_elsewhere],
}[_admitted] if {
	facts.ranges.at != ""
}

_admitted := facts.ranges.node if input.source.host_network

_admitted := facts.ranges.pod if not input.source.host_network

default _elsewhere := false

_elsewhere if input.cluster.product == "acs"

_elsewhere if {
	_accelerated
	not _on_host
}

_on_host if {
	input.source.host_network
	not _proxyless
}
