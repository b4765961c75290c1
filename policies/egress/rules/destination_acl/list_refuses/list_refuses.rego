# METADATA
# title: An access control list of a load balancer refuses the packet
# description: |
#   The listener of the load balancer has an access control list in force: a whitelist that does not hold the address
#   that the packet arrives with, or a blacklist that does.
#
#   An address inside the VPC sees the pod (Terway) or its node (Flannel), a public one the EIP of the pod, of its node
#   or of the NAT gateway. Addresses of pods and nodes change, so let in the CIDR block of their vSwitch; of an SNAT pool
#   let in every address.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/classic-load-balancer/user-guide/access-control-overview
#     description: Access control of CLB
#   - ref: https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-addaccesscontrollistentry
#     description: AddAccessControlListEntry
# custom:
#   severity: error
#   code: DST-003
#   rows: [R018, R020, R021, R055, R056, R105, R106]
package egress.rules.destination_acl.list_refuses

import data.egress.balancer
import data.egress.exit
import data.egress.gate.destination_acl
import data.egress.path

# METADATA
# description: One finding at the list to add the address to, or at the entry that refuses it.
findings contains {
	"at": destination_acl.refusing,
	"message": sprintf(_messages[input.balancer.listener.mode][hop.verdict], [_addresses]),
	"fix": _fix[input.balancer.listener.mode],
	"names": object.union_n([
		{"list": destination_acl.refusing, "listener": input.balancer.listener.at, "source": "source"},
		{"acl": input.balancer.listener.lists[0].id, "vswitch": exit.vswitch},
		{"range": exit.facts.range | exit.facts.range != ""},
		{sprintf("address%d", [i]): address | some i, address in destination_acl.refused},
	]),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "destination-acl"
	hop.reason in {"list-refuses", "list-partly"}
}

_messages := {
	"white": {
		"deny": "{list} of {listener} does not let in %s, with which {source} arrives",
		"partial": "{list} of {listener} does not let in all that {source} may arrive with: %s",
	},
	"black": {
		"deny": "{list} keeps %s out of {listener}, with which {source} arrives",
		"partial": "{list} keeps out of {listener} some of what {source} may arrive with: %s",
	},
}

_addresses := concat(", ", [sprintf("{address%d}", [i]) | some i, _ in destination_acl.refused])

_fix := {
	"white": sprintf("add %s to it: %s", [_addition, _command]),
	"black": "remove or narrow {list}, if clients of this cluster are to get in",
}

_addition := "{range}, the range of {vswitch}," if {
	not balancer.public
	exit.facts.known
}

_addition := "{range}" if {
	not balancer.public
	not exit.facts.known
}

_addition := _addresses if balancer.public

_entries := ["{range,}"] if not balancer.public

_entries := [sprintf("{address%d}/32", [i]) | some i, _ in destination_acl.refused] if balancer.public

_command := sprintf("aliyun slb AddAccessControlListEntry --AclId {acl} --AclEntrys '[{\"entry\":\"%s\"}]'", [concat(",", _entries)]) if {
	input.balancer.product == "clb"
}

_command := concat(" ", array.concat(["aliyun alb AddEntriesToAcl --AclId {acl}"], [argument |
	some i, added in _entries
	argument := sprintf("--AclEntries.%d.Entry %s", [i + 1, replace(added, ",", "")])
])) if {
	input.balancer.product == "alb"
}
