# METADATA
# title: A network ACL drops the traffic
# description: |
#   The first entry that matches the packet drops it, or none matches, in the egress entries of the ACL of the source's
#   vSwitch or in the ingress entries of the ACL of the destination's.
#
#   The entries of a network ACL count from the top, and the first that matches decides. What none matches is dropped.
#   Between ENIs of one vSwitch no ACL applies, nor to packets to the cloud's DNS and metadata servers. Put an entry
#   that accepts the traffic before the one that drops it.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/network-acl-overview
#     description: Network ACLs
#   - ref: https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-updatenetworkaclentries
#     description: UpdateNetworkAclEntries
# custom:
#   severity: error
#   code: NACL-001
#   rows: [R020, R037]
package egress.rules.network_acl.forward_dropped

import data.egress.gate.network_acl
import data.egress.path

# METADATA
# description: One finding for each ACL that drops the packet.
findings contains network_acl.finding(answer) if {
	some hop in path.hops
	hop.gate == "network-acl"
	some answer in network_acl.denials
	not answer.check.reply
}
