# METADATA
# title: A network ACL entry matches nothing
# description: |
#   An entry of a network ACL of the cluster's vSwitches says itself that it matches no packet: its ports end before they
#   begin or are none, or its range is one of the other address family.
#
#   What it was written for is left to the entries behind it, and what none matches is dropped. Write what is meant.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/network-acl-overview
#     description: Network ACLs
#   - ref: https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-updatenetworkaclentries
#     description: UpdateNetworkAclEntries
# custom:
#   severity: warning
#   code: NACL-003
#   about: object
#   rows: []
package egress.rules.network_acl.entry_never_matches

import data.egress.lines

# METADATA
# description: One finding at what is wrong.
lints contains {
	"at": entry.at,
	"message": lines.why(entry),
	"fix": concat("", [
		sprintf("%s, and repeat the other %s entries, since the call replaces them: ", [_fixes[entry.why], entry.direction]),
		sprintf("aliyun vpc UpdateNetworkAclEntries --NetworkAclId {owner} --Update%s true", [_lists[entry.direction]]),
	]),
	"names": lines.names(entry),
	"related": [],
} if {
	entry := input.object.dead_entry
}

_fixes := {
	"ports-reversed": "write the lower port first",
	"ports-unread": "write the first and the last port with a slash between, such as 443/443",
	"range-ipv4": "write an IPv6 range, or make the entry one for IPv4",
	"range-ipv6": "write an IPv4 range, or make the entry one for IPv6",
}

_lists := {"egress": "EgressAclEntries", "ingress": "IngressAclEntries"}
