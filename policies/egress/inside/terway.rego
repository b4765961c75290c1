package egress.inside

# METADATA
# description: |
#   What Terway does where eBPF carries the packets of pods past the node's own rules. It sends what is for load
#   balancers of the cluster to their backends from 1.2.0 on, while in_cluster_loadbalance is "true" in eni-config; new
#   clusters have that, older ones do not until somebody writes it. 1.4.4 began to keep to backends on the node where
#   the policy is Local, 1.5.3 lets a packet that has none there go on to the load balancer, and 1.14.0 takes all
#   backends; 1.14.0 to 1.14.2 look for the switch in the wrong place.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/product-overview/terway
#     description: Release notes of Terway, 1.2.0, 1.4.4, 1.5.3 and 1.14.0
#   - ref: https://github.com/AliyunContainerService/terway/pull/824
#     description: The switch that 1.14.0 looked for in the wrong place
#   - ref: https://github.com/AliyunContainerService/terway/blob/main/cmd/terway-cli/policy.go
#     description: The arguments of the policy container
_by_terway := "short" if {
	_proxyless
} else := "before-1.2" if {
	_version != []
	_version < [1, 2]
} else := "switch-unknown" if {
	switch == "unknown"
} else := "switch-disputed" if {
	switch == "off"
	input.cluster.data_path != "ipvlan"
} else := {"no": "switched-off", "unknown": "made-before"}[input.cluster.in_cluster_lb] if {
	switch == "off"
} else := "version-unknown" if {
	_version == []
} else := "misread-switch" if {
	_between([1, 14], [1, 14, 3])
} else := "short" if {
	facts.policy == "cluster"
} else := _local_by_terway

_local_by_terway := "local-undocumented" if _between([1, 2], [1, 4, 4])

_local_by_terway := _kept["no-local-end"][facts.local] if _between([1, 4, 4], [1, 5, 3])

_local_by_terway := _kept["no-local-end-continues"][facts.local] if _between([1, 5, 3], [1, 14])

_local_by_terway := "short" if _version >= [1, 14]

# Where only backends on the node of the source count: what follows when there is one, none, or nobody knows.
_kept[without] := {"yes": "short-local", "no": without, "maybe": "place-unknown"} if {
	some without in {"no-local-end", "no-local-end-continues", "newer-ipvs", "other-range"}
}

_version := input.cluster.terway_version

_between(low, high) if {
	low <= _version
	_version < high
}

# METADATA
# description: |
#   Whether in_cluster_loadbalance is on, off or unknown. eni-config decides; without it, what Terway the cluster was made
#   with, as new clusters have it on.
switch := {"yes": "on", "no": "off"}[input.cluster.in_cluster_lb] if {
	input.cluster.in_cluster_lb != "unknown"
} else := "unknown" if {
	input.cluster.created_version == []
} else := "on" if {
	input.cluster.created_version >= [1, 2]
} else := "off"
