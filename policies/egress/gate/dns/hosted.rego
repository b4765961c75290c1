package egress.gate.dns

# METADATA
# description: |
#   Whether CoreDNS runs outside of the cluster's own pods: ACS hosts it, managed CoreDNS has a Service and nothing else.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/serverless-kubernetes/user-guide/ask-service-discovery-and-dns
#     description: Managed CoreDNS
hosted if {
	_own_pods == 0
	input.cluster.product == "acs"
}

hosted if {
	_own_pods == 0
	input.dns.cluster.listed
}

hosted if {
	_own_pods == 0
	input.dns.cluster.system_pods
}

_own_pods := 1 if input.dns.cluster.workload != ""

_own_pods := input.dns.cluster.pods if input.dns.cluster.workload == ""
