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
