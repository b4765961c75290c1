# METADATA
# title: The whitelist injector
# description: |
#   What ack-kubernetes-webhook-injector does for the packet: it adds the pod's own address to the list that an
#   annotation of the pod names, when the pod starts.
#
#   That helps where the destination sees that address: not under Flannel, and not on public endpoints, which the gates
#   tell apart.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/security-and-compliance/dynamically-add-the-ip-addresses-of-pods-to-the-whitelists-of-alibaba-cloud-services
#     description: ack-kubernetes-webhook-injector
package egress.injector

import data.egress.exit

# METADATA
# description: |
#   Whether the injector keeps the address of the pod on the list of the target: yes, no, or unknown while nothing tells
#   whether it is installed. A part of the bundle that would show it and does not is no proof.
default helps := "no"

helps := "yes" if {
	_asked
	input.cluster.injector == "yes"
}

helps := "unknown" if {
	_asked
	input.cluster.injector in {"unseen", "unknown"}
}

_asked if {
	input.source.injector
	_sees_pod
}

_sees_pod if exit.identity == "pod"

_sees_pod if input.source.host_network

# METADATA
# description: What would tell whether it is installed.
missing := [
	{"export": "kubectl get mutatingwebhookconfigurations", "of": ""},
	{"export": "kubectl get deployments -n kube-system", "of": ""},
]
