# METADATA
# title: Access control of the destination
# description: |
#   The rules of all security groups of the ENI that the packet arrives at: of a pod, of an ECS instance, or of
#   anything else in the VPC that has an ENI. Load balancers have security groups that let in what no rule drops,
#   and listeners of theirs access control lists. Databases and buckets have lists that the whitelist gate judges.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/security-group-rules
#     description: Security group rules
#   - ref: https://www.alibabacloud.com/help/en/ecs/user-guide/basic-and-advanced-security-groups
#     description: Basic and advanced security groups
package egress.gate.destination_acl

import data.egress.balancer
import data.egress.exit
import data.egress.group

# METADATA
# description: The answer; undefined for packets that arrive neither at an ENI nor at a load balancer.
hop := object.union(
	{"gate": "destination-acl", "names": {}, "at": "", "missing": [], "egress": []},
	_answer,
) if {
	_crossed
	not group.unseen
	not _own_address
}

hop := object.union(
	{"gate": "destination-acl", "names": {}, "at": "", "missing": [], "egress": []},
	_front,
) if {
	balancer.present
}

# Whether a packet to the source's own public address comes back at all is not documented; the eip gate says so.
_own_address if {
	some own in exit.facts.public.addresses
	own.asked
}

_answer := {
	"verdict": "unknown",
	"reason": "owner-unknown",
	"note": _unowned[_enis_lack],
	"names": {"target": "target"},
	"missing": input.pod.inbound.missing,
} if {
	not _owned
}

_answer := {
	"verdict": "unknown",
	"reason": "exit-unknown",
	"note": "nothing tells which address the packet arrives from at {target}",
	"names": {"target": "target"},
	"missing": [item | some item in exit.missing],
} if {
	_owned
	exit.identity == "unknown"
}

_answer := {
	"verdict": "unknown",
	"reason": "managed-eni",
	"note": "no ingress rule accepts, but {target} belongs to a cloud service, which may add rules of its own",
	"names": {"target": "target"},
} if {
	_spared
}

_answer := group.answer("ingress") if {
	_owned
	not _spared
	not _injected
}

# The groups of a network load balancer accept what no rule drops:
# https://www.alibabacloud.com/help/en/slb/network-load-balancer/user-guide/security-group-overview
_spared if {
	_owned
	not input.target.pod
	exit.facts.inbound.managed
	group.answer("ingress").reason == "no-rule-accepts"
}

_enis_lack := "DescribeNetworkInterfaces" in {item.export | some item in input.pod.inbound.missing}

_unowned := {
	true: "nothing tells which ENI {target} has, so its ingress rules are not known",
	false: "no exported ENI belongs to {target}, so nothing tells what it lets in",
}
