package egress.gate.dns

# METADATA
# description: |
#   Whether CoreDNS answers without pods that the bundle shows: it is managed, or somebody has made endpoints of the
#   Service ready. Their addresses, groups and way to other servers are not the cluster's to judge then.
hosted if _managed

hosted if {
	_own_pods == 0
	input.dns.cluster.ready > 0
}

# ACS hosts it. Managed CoreDNS has a Service and endpoints, and no pods among those of kube-system.
# https://www.alibabacloud.com/help/en/ack/serverless-kubernetes/user-guide/ask-service-discovery-and-dns
_managed if {
	_own_pods == 0
	input.cluster.product == "acs"
}

_managed if {
	_own_pods == 0
	input.dns.cluster.listed
}

_managed if {
	_own_pods == 0
	input.dns.cluster.system_pods
}

_own_pods := 1 if input.dns.cluster.workload != ""

_own_pods := input.dns.cluster.pods if input.dns.cluster.workload == ""

_forwarded := _hosted if {
	_onward
	count(input.dns.origins) == 0
	hosted
}
