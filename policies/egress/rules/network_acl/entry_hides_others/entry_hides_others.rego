# METADATA
# title: A network ACL entry leaves others nothing to decide
# description: |
#   An entry of a network ACL of the cluster's vSwitches comes before entries of the opposite policy and matches all that
#   they match.
#
#   Entries are asked in their order and the first that matches decides, so those behind it never accept, or never drop,
#   what they were written for. Put them before it, or delete what is useless.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/network-acl-overview
#     description: Network ACLs
#   - ref: https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-updatenetworkaclentries
#     description: UpdateNetworkAclEntries
# custom:
#   severity: warning
#   code: NACL-002
#   about: object
#   rows: []
package egress.rules.network_acl.entry_hides_others

import data.egress.lines

# METADATA
# description: One finding at the entry that comes first.
lints contains {
	"at": entry.at,
	"message": lines.hiding(entry),
	"fix": concat("", [
		sprintf("put %s before {line} in one call, which replaces all %s entries: ", [lines.hidden(entry), entry.direction]),
		sprintf("aliyun vpc UpdateNetworkAclEntries --NetworkAclId {owner} --Update%s true", [_lists[entry.direction]]),
	]),
	"names": lines.hiding_names(entry),
	"related": lines.related(entry),
} if {
	entry := input.object.hiding_entry
}

_lists := {"egress": "EgressAclEntries", "ingress": "IngressAclEntries"}
