# METADATA
# title: The pod or node has no IPv6 address
# description: |
#   The packet goes to an IPv6 address, the cluster has two stacks, and the source has IPv4 addresses only.
#
#   A pod gets both addresses when it is created in a vSwitch with an IPv6 CIDR block; one that is older than the
#   second stack has to be recreated. A pod on the host network has the addresses of its node.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/configure-a-pod-to-access-an-external-network
#     description: Pods that access external networks
#   - ref: https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-assignipv6addresses
#     description: AssignIpv6Addresses
# custom:
#   severity: error
#   code: V6-001
#   rows: [R008, R016, R045, R098]
package egress.rules.ipv6_gateway.no_address

import data.egress.gate.ipv6_gateway
import data.egress.path

# METADATA
# description: One finding at the source, or at what should give it an address.
findings contains {
	"at": _places[stop.reason],
	"message": _messages[stop.reason],
	"fix": _fixes[stop.reason],
	"names": object.union(stop.names, {"target": "target"}),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "ipv6-gateway"
	some stop in ipv6_gateway.stops
	stop.reason in object.keys(_messages)
}

_places := {"no-address": "source", "no-ipv6-range": "pod.vswitch", "node-without-address": "node.eni"}

_messages := {
	"no-address": "{source} has IPv4 addresses only, and no address to reach {target} with",
	"no-ipv6-range": "{vswitch} has no IPv6 CIDR block, so that {source} has no address to reach {target} with",
	"node-without-address": "{node} has no IPv6 address, so that {source} on its network has none to reach {target} with",
}

_fixes := {
	"no-address": "recreate {source} so that it gets an IPv6 address of its vSwitch, or use IPv4",
	"no-ipv6-range": "give {vswitch} an IPv6 CIDR block, or have pods in a vSwitch that has one",
	"node-without-address": "assign an IPv6 address to the primary ENI of {node}, or use IPv4",
}
