package egress.exit

# METADATA
# description: Whether the packet carries an address of the container network, and leaves by the ENI of its node.
carried if {
	identity == "pod"
	not _owns_eni
	_container_network
}

# A pod on a virtual node (ECI) and a pod of ACS has an ENI of its own under every plugin.
_owns_eni if input.source.virtual_node

_owns_eni if input.cluster.product == "acs"

_vpc_addresses if {
	input.cluster.plugin == "terway"
	input.cluster.mode != "vpc"
}

_container_network if input.cluster.plugin == "flannel"

_container_network if {
	input.cluster.plugin == "terway"
	input.cluster.mode == "vpc"
}

# Nodes translate what leaves the container network, but for multicast, and with Flannel only while it runs with --ip-masq:
# https://github.com/flannel-io/flannel/blob/master/Documentation/configuration.md
_untranslated if {
	input.target.pod
	not input.policy.target_host_network
}

_untranslated if "pods" in input.target.ranges

_untranslated if "multicast" in input.target.ranges

_untranslated if {
	input.cluster.plugin == "flannel"
	input.cluster.masquerade == "no"
}

# A pod with an exclusive ENI sends what is for a Service through its node, which balances it and puts its own address
# in: https://github.com/AliyunContainerService/terway/blob/main/plugin/datapath/exclusive_eni_linux.go
_by_the_host if {
	input.target.balanced
	_exclusive
}

_exclusive if input.source.exclusive_eni

_exclusive if input.cluster.mode == "exclusive-eni"
