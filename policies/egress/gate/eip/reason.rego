package egress.gate.eip

import data.egress.way

# METADATA
# description: Why no EIP comes of the annotation.
reason := sprintf("{annotation} has no effect under %s", [plugin]) if way.request == "ignored"

reason := "nobody acts on {annotation}" if way.request == "unserved"

reason := _mistaken[way.mistake] if way.request == "mistaken"

reason := _unfit[way.flaw] if way.request == "unfit"

_mistaken := {
	"value": "{annotation} is not \"true\"",
	"legacy": "{annotation} counts for pods on virtual nodes alone",
	"misplaced": "{annotation} is on the workload and not on its pods",
	"misspelt": "nothing reads {annotation}, which is close to {meant}",
}

_unfit := {
	"missing": "{annotation} names {id}, which is not an EIP of the account",
	"elsewhere": "{annotation} names {id}, which is bound to {holder}",
	"shared": "{annotation} names one EIP for several pods",
}

# METADATA
# description: What the names of the reason stand for.
reason_names := object.union_n([
	{"annotation": way.annotation},
	{"meant": input.source.misspelt.meant | way.request == "mistaken"; way.mistake == "misspelt"},
	{"id": input.source.named_eip.id | way.request == "unfit"; input.source.named_eip.id != ""},
	{"holder": input.source.named_eip.holder | way.request == "unfit"; way.flaw == "elsewhere"},
])

# METADATA
# description: The plugin under which no pod has an EIP, because pods leave with the address of their node.
default plugin := "Flannel"

plugin := "the VPC mode of Terway" if input.cluster.plugin == "terway"

# METADATA
# description: How to have somebody act on the annotation.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/associate-an-eip-with-a-pod-1
#     description: EIPs of pods
install := concat(" ", [
	"install the component ack-extend-network-controller, 0.2.0 or later, with its eip controller",
	"and recreate the pod",
])
