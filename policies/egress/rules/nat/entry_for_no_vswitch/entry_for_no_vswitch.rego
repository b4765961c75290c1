# METADATA
# title: The SNAT entry is for no vSwitch of the VPC
# description: |
#   An SNAT entry of the VPC is for a vSwitch or a CIDR block in which the VPC has no vSwitch.
#
#   No packet leaves with such an address, so the entry does nothing: mostly it was left over when a vSwitch was deleted or
#   made anew with another range, and the new vSwitch has none. Delete it, or give it the vSwitch that it was meant for.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
#     description: CreateSnatEntry
# custom:
#   severity: warning
#   code: NAT-005
#   about: object
#   rows: []
package egress.rules.nat.entry_for_no_vswitch

# METADATA
# description: One finding at what the entry is for.
lints contains {
	"at": entry.at,
	"message": "SNAT entry {entry} is for {source}, and the VPC has no vSwitch there",
	"fix": concat("", [
		"delete {entry}, or make one for the vSwitch that it was meant for: ",
		"aliyun vpc DeleteSnatEntry --SnatTableId {table} --SnatEntryId {entry}",
	]),
	"names": {"entry": entry.entry, "source": entry.source, "table": entry.table},
	"related": [],
} if {
	entry := input.object.snat_entry
	entry.vswitch == "no"
}
