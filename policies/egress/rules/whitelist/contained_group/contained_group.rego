# METADATA
# title: A whitelist group is contained in another
# description: |
#   A group of a database's whitelist admits nobody whom another group of the same database does not admit.
#
#   Taking an address out of the one changes nothing while it is in the other. Delete the group, or narrow the wider one.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-mysql/configure-an-ip-address-whitelist-for-an-apsaradb-rds-for-mysql-instance
#     description: Whitelist groups
# custom:
#   severity: note
#   code: DST-010
#   about: object
#   rows: []
package egress.rules.whitelist.contained_group

# METADATA
# description: One finding at each such group.
lints contains {
	"at": list.at,
	"message": "{list} admits nobody whom {within} does not admit",
	"fix": "delete {list}, or take what is to be in it alone out of {within}",
	"names": {"list": list.at, "within": list.within},
	"related": [{"at": list.within, "message": "{within} has all of it"}],
} if {
	list := input.object.address_list
	list.within != ""
}
