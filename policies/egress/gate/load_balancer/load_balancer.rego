# METADATA
# title: Load balancer
# description: |
#   The load balancer that the packet goes to, of CLB, NLB or ALB: whether it runs, whether a running listener takes
#   the packet, whether there is a server to forward to, and whether the client is that server itself. Inside the
#   cluster of its Service, the address of a load balancer mostly leads elsewhere.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/classic-load-balancer/user-guide/listener-overview
#     description: Listeners of CLB
#   - ref: https://www.alibabacloud.com/help/en/slb/network-load-balancer/user-guide/overview-of-nlb-server-groups
#     description: Server groups of NLB
package egress.gate.load_balancer

import data.egress.balancer

# METADATA
# description: The answer; undefined for targets that are no load balancer.
hop := object.union(
	{
		"gate": "load-balancer",
		"reason": reason,
		"names": {},
		"at": "",
		"missing": [],
		"egress": [],
	},
	_explained(_answer),
) if {
	balancer.present
}

_answer := _passed

_answer := _refused

_answer := _doubted

# METADATA
# description: |
#   Why the gate answers as it does: the first that applies. What certainly refuses comes before what is not known,
#   and that before what refuses some connections only.
reason := [candidate |
	some candidate in [
		"undescribed",
		"inactive", "no-listener", "listener-stopped", "no-backend", "all-abnormal", "hairpin",
		"state-unknown", "classic", "elsewhere", "icmp", "listeners-unknown", "listener-unknown",
		"backends-unknown", "preserve-unknown", "hairpin-public", "hairpin-eni", "client-unknown",
		"hairpin-partly", "serves",
	]
	candidate in _applying
][0]

_balancer := input.balancer

_listener := input.balancer.listener

_backends := input.balancer.backends

_applying contains "serves"

_passed := {
	"verdict": "allow",
	"note": sprintf("{listener} forwards to %s; %s", [_servers[_backends.standing], _unjudged[_backends.health]]),
	"names": {"listener": _listener.at},
	"at": _listener.at,
} if {
	reason == "serves"
	_backends.forwards
}

_passed := {
	"verdict": "allow",
	"note": "{listener} answers by itself",
	"names": {"listener": _listener.at},
	"at": _listener.at,
} if {
	reason == "serves"
	not _backends.forwards
}

_servers := {"one": "one server", "several": "several servers", "some": "servers that are not all in the bundle"}

_unjudged := {
	"fine": "some pass their health checks, and the security groups of servers are not judged",
	"unknown": "the health and the security groups of servers are not judged",
}
