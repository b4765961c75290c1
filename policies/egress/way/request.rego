package egress.way

import data.egress.exit

# METADATA
# description: |
#   What becomes of the pod's wish for an EIP: none when it has no such wish, ignored where no pod can have an EIP,
#   served, unserved when nobody acts on it, undecided. The controller acts in every version, Terway itself before 1.7.0.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
default request := "none"

request := "ignored" if {
	_wished
	exit.identity == "node"
}

request := _service if {
	_wished
	exit.identity == "pod"
}

_wished if {
	not input.source.host_network
	input.source.with_eip.true
}

_wished if {
	not input.source.host_network
	input.source.eip_instance.present
}

# METADATA
# description: The annotation that asks for it.
annotation := input.source.eip_instance.at if input.source.eip_instance.present

annotation := input.source.with_eip.at if not input.source.eip_instance.present

_service := "served" if _actors.yes

_service := "undecided" if {
	not _actors.yes
	_actors.unknown
}

_service := "unserved" if {
	not _actors.yes
	not _actors.unknown
}

_actors contains "yes" if input.source.virtual_node

_actors contains "yes" if input.cluster.product == "acs"

_actors contains input.cluster.eip_controller

_actors contains _terway

# Terway below 1.7.0 acts when its EIP pool is enabled.
default _terway := "no"

_terway := "yes" if {
	input.cluster.eip_pool == "true"
	_old == "yes"
}

_terway := "unknown" if {
	input.cluster.eip_pool == "true"
	_old == "unknown"
}

_terway := "unknown" if {
	input.cluster.eip_pool == "unknown"
	_old != "no"
}

_old := "unknown" if not input.cluster.terway_version[0]

_old := "yes" if {
	input.cluster.terway_version[0]
	input.cluster.terway_version < [1, 7]
}

_old := "no" if {
	input.cluster.terway_version[0]
	input.cluster.terway_version >= [1, 7]
}

# METADATA
# description: |
#   Whether an EIP may come that the bundle does not show. The export of EIPs settles it for a pod that exists.
expected if {
	request in {"served", "undecided"}
	not _shown
}

_shown if count(own) > 0

_shown if {
	input.source.exists
	exit.facts.single
	exit.facts.public.eips == "complete"
}
