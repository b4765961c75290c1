package egress.way

import data.egress.exit

# METADATA
# description: |
#   What becomes of the pod's wish for an EIP: none when it has no such wish, ignored where no pod can have an EIP,
#   mistaken when it is written so that nobody takes it for one, unserved when nobody acts on it, unfit when the EIP that
#   it names cannot be bound, served, undecided.
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
	not _unfit
}

request := "unfit" if {
	_wished
	exit.identity == "pod"
	_unfit
}

request := "mistaken" if {
	not _wished
	exit.identity == "pod"
	mistake
}

_unfit if {
	_service != "unserved"
	flaw
}

# METADATA
# description: Wishes that no EIP will come of.
vain := {"ignored", "unserved", "unfit", "mistaken"}

_wished if {
	not input.source.host_network
	input.source.with_eip.true
	not _elsewhere_only(input.source.with_eip)
}

_wished if {
	not input.source.host_network
	input.source.eip_instance.present
	not _elsewhere_only(input.source.eip_instance)
}

# The names for pods on virtual nodes say nothing on other nodes.
_elsewhere_only(annotation) if {
	annotation.legacy
	input.source.on_ecs
	input.cluster.product == "ack"
}

# METADATA
# description: The annotation that asks for it, or would.
annotation := input.source.eip_instance.at if {
	request != "mistaken"
	input.source.eip_instance.present
}

annotation := input.source.with_eip.at if {
	request != "mistaken"
	not input.source.eip_instance.present
}

annotation := mistakes[mistake] if request == "mistaken"

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
