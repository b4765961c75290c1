# METADATA
# title: A network ACL drops the replies
# description: |
#   The packet arrives, but a network ACL drops its reply: the ingress entries of the ACL of the source's vSwitch, or
#   the egress entries of the ACL of the destination's.
#
#   Network ACLs keep no state, so replies need entries of their own. The port of an entry is the destination port in
#   both directions: for a reply that is the port of the client, any of 32768 to 60999 on Linux and any above 1023
#   where nodes masquerade. Accept replies to the whole range; where only a part of it is accepted, connections fail
#   now and then.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/network-acl-overview
#     description: Network ACLs
#   - ref: https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-updatenetworkaclentries
#     description: UpdateNetworkAclEntries
# custom:
#   severity: error
#   code: NACL-001
#   rows: [R020, R037]
package egress.rules.network_acl.reply_dropped

import data.egress.gate.network_acl
import data.egress.path

# METADATA
# description: One finding for each ACL that drops the replies, to all ports or to some.
findings contains network_acl.finding(answer) if {
	some hop in path.hops
	hop.gate == "network-acl"
	some answer in network_acl.denials
	answer.check.reply
}
