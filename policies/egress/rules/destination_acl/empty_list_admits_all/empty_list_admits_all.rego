# METADATA
# title: The access control list of a listener is empty and lets everybody in
# description: |
#   The listener of the load balancer has access control switched on, and its lists have no entry.
#
#   A list without entries is not in force, be it a whitelist or a blacklist: the listener forwards everything. Somebody
#   who means to let in nobody, or not yet anybody, lets in all. Add the ranges of the clients to the list.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/slb/classic-load-balancer/user-guide/access-control-overview
#     description: Access control of CLB
#   - ref: https://www.alibabacloud.com/help/en/slb/application-load-balancer/developer-reference/api-alb-2020-06-16-associateaclswithlistener
#     description: AssociateAclsWithListener
# custom:
#   severity: warning
#   code: DST-003
#   rows: [R055, R056]
package egress.rules.destination_acl.empty_list_admits_all

import data.egress.gate.destination_acl
import data.egress.path

# METADATA
# description: One finding at the listener.
findings contains {
	"at": input.balancer.listener.at,
	"message": "{list} of {listener} has no entry, so that the listener lets everybody in",
	"fix": sprintf("add the ranges of its clients: aliyun %s --AclId {acl}", [_commands[input.balancer.product]]),
	"names": {
		"listener": input.balancer.listener.at,
		"list": input.balancer.listener.lists[0].at,
		"acl": input.balancer.listener.lists[0].id,
	},
	"related": [{"at": input.balancer.listener.lists[0].at, "message": "{list} is empty"}],
} if {
	some hop in path.hops
	hop.gate == "destination-acl"
	destination_acl.empty
	input.balancer.product != "nlb"
}

_commands := {"clb": "slb AddAccessControlListEntry", "nlb": "", "alb": "alb AddEntriesToAcl"}
