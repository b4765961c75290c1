package egress.gate.ipv6_gateway

# METADATA
# description: How to have somebody act on the annotation.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/document_detail/457262.html
#     description: IPv6 internet bandwidth of pods
install := "install the component ack-extend-network-controller with its ipv6gw controller and recreate the pod"

# METADATA
# description: How to have bandwidth bought for every pod of the source; a pod on the host network has its node's.
ask := concat("", [
	"annotate the pod template with k8s.aliyun.com/ipv6-bandwidth: \"10\", ",
	"which the ipv6gw controller of ack-extend-network-controller acts on",
]) if {
	not _own_service
	not input.source.host_network
}

ask := "buy public bandwidth for the address of the node" if input.source.host_network

ask := concat("", [
	"annotate the pod template with network.alibabacloud.com/ipv6-bandwidth-enable: \"true\" and ",
	"recreate the pod",
]) if {
	_own_service
	not input.source.host_network
}

# METADATA
# description: The names of a command about the address: its id and that of its gateway, where they are known.
command_names := object.union(
	{"id": _row.id | _row.id != ""},
	{"gateway": _row.gateway | _row.gateway != ""},
)
