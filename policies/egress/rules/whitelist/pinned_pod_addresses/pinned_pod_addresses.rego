# METADATA
# title: A whitelist names pods by their addresses
# description: |
#   Entries of a list are the addresses that pods have now, and their controller makes the next pods with others.
#
#   Under Terway and on ACS every new pod has a new address of its vSwitch, so that the list admits it only by chance.
#   List the CIDR block of the vSwitch, or have the injector bring the list up to date. Entries that the injector keeps,
#   and those of pods with a fixed address, are not told.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-mysql/configure-an-ip-address-whitelist-for-an-apsaradb-rds-for-mysql-instance
#     description: Whitelists of RDS
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/security-and-compliance/dynamically-add-the-ip-addresses-of-pods-to-the-whitelists-of-alibaba-cloud-services
#     description: Whitelists that follow the pods
# custom:
#   severity: warning
#   code: DST-004
#   about: cluster
#   rows: [R066]
package egress.rules.whitelist.pinned_pod_addresses

import data.egress.exit
import data.egress.gate.whitelist
import data.egress.path

# METADATA
# description: One finding at the first such entry of a list and a vSwitch.
findings contains {
	"at": pinned.entry.at,
	"message": concat("", ["{entry} in {list} is the address of {pod}, and {owner} gives its next pod another", _more(pinned)]),
	"fix": concat("", ["list {range}, the range of {vswitch}, instead", _addition(pinned.entry)]),
	"names": object.union(whitelist.entry_names(pinned.entry), {
		"pod": pinned.pod,
		"owner": pinned.owner,
		"vswitch": pinned.vswitch,
		"range": pinned.range,
	}),
	"related": [{"at": pinned.pod, "message": "{pod} has the address now"}],
} if {
	some hop in path.hops
	hop.gate == "whitelist"
	exit.identity == "pod"
	some pinned in input.target.database.pinned
}

_more(pinned) := "" if pinned.more == 0

_more(pinned) := "; another entry is such an address too" if pinned.more == 1

_more(pinned) := sprintf("; %d more entries are such addresses", [pinned.more]) if pinned.more > 1

default _addition(_) := ""

_addition(entry) := sprintf(": %s", [whitelist.addition(entry)])
