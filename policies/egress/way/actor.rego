package egress.way

# Who acts on the annotation: any of these is enough.
_service := "served" if "yes" in _actors

_service := "undecided" if {
	not "yes" in _actors
	"unknown" in _actors
}

_service := "unserved" if _actors == {"no"}

_actors contains "yes" if input.source.virtual_node

_actors contains "yes" if input.cluster.product == "acs"

_actors contains controller

_actors contains terway

# METADATA
# description: |
#   Whether ack-extend-network-controller acts: its controller for EIPs came with 0.2.0, and is one of those that may be
#   enabled.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/product-overview/ack-extend-network-controller
#     description: Versions of the controller
default controller := "unknown"

controller := "no" if input.cluster.eip_controller == "no"

controller := "no" if {
	input.cluster.eip_controller == "yes"
	_controller_lacks
}

controller := "yes" if {
	input.cluster.eip_controller == "yes"
	not _controller_lacks
}

_controller_lacks if {
	input.cluster.eip_controller_version[0]
	input.cluster.eip_controller_version < [0, 2]
}

_controller_lacks if input.cluster.eip_controller_list == "no"

# METADATA
# description: |
#   Whether Terway itself acts: since 1.0.10.280 and below 1.7.0, when its EIP pool is enabled, for pods that have no member
#   ENI of a trunk.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods, on the versions
default terway := "no"

terway := _old if {
	input.cluster.eip_pool == "true"
	not input.source.trunk
	input.cluster.mode != "vpc"
}

terway := "unknown" if {
	input.cluster.eip_pool == "unknown"
	_old != "no"
}

default _old := "unknown"

_old := "yes" if {
	input.cluster.terway_version >= [1, 0, 10, 280]
	input.cluster.terway_version < [1, 7]
}

_old := "no" if input.cluster.terway_version >= [1, 7]

# The first builds of 1.0.10 had no pool; one whose build is not known may have it.
_old := "no" if {
	input.cluster.terway_version[0]
	input.cluster.terway_version < [1, 0, 10, 280]
	input.cluster.terway_version != [1, 0, 10]
}
