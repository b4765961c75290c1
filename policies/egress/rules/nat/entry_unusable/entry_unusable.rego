# METADATA
# title: The SNAT entry translates to an address that is out of order
# description: |
#   The SNAT entry that covers the source most narrowly names a public address that cannot be used.
#
#   The narrowest entry decides, and no wider one takes its place. The address has to be an EIP that is bound
#   to the gateway and not locked. Bind the EIP, lift what locks it, or give the entry another address.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
#     description: CreateSnatEntry
#   - ref: https://www.alibabacloud.com/help/en/eip/developer-reference/api-vpc-2016-04-28-describeeipaddresses-eips
#     description: DescribeEipAddresses
# custom:
#   severity: error
#   code: NAT-003
#   rows: [R048]
package egress.rules.nat.entry_unusable

import data.egress.gate.nat
import data.egress.path
import data.egress.way

# METADATA
# description: One finding at the entry.
findings contains {
	"at": nat.entry.at,
	"message": sprintf("{entry} of {nat} translates {source} to {ip}, which %s", [nat.trouble]),
	"fix": concat(", or ", array.concat(_repair, [_replace])),
	"names": object.union_n([
		{"entry": nat.entry.at, "nat": nat.gateway.at, "ip": nat.troubled.address, "source": "source"},
		{"table": nat.gateway.table | nat.lendable},
		{"spare": nat.gateway.ip | nat.lendable},
		{"id": nat.troubled.id | nat.troubled.id != ""},
	]),
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "nat"
	hop.reason == "entry-unusable"
}

# METADATA
# description: One finding at an entry that no flow has shown, while its gateway is in order.
lints contains {
	"at": lone.at,
	"message": sprintf("SNAT entry {entry} of {nat} translates {source} to {ip}, which %s", [nat.trouble_of(lone)]),
	"fix": "give {entry} an EIP that is bound to {nat} and in use, or bring {ip} in order",
	"names": {"entry": lone.entry, "nat": lone.gateway.at, "source": lone.source, "ip": nat.troubled_of(lone).address},
	"related": [],
} if {
	lone := input.object.snat_entry
	lone.status in {"available", ""}
	lone.vswitch != "no"
	lone.gateway.led != "no"
	not nat.fault_of(object.union(lone.gateway, {"found": true, "foreign": false}), "complete")
	way.address_state(nat.troubled_of(lone)) != "changing"
}

default _repair := []

_repair := ["pay for {ip} or have it unlocked"] if nat.trouble == "is locked"

# An EIP that is in use elsewhere is left there.
_repair := [concat("", ["bind {ip} to {nat}", _command])] if {
	nat.trouble in _unbound
	nat.troubled.status != "inuse"
}

_unbound := {"is not bound to {nat}", "is bound to nothing"}

default _command := ""

_command := concat(" ", [
	": aliyun vpc AssociateEipAddress --InstanceType Nat --InstanceId {nat}",
	"--AllocationId {id}",
]) if {
	nat.troubled.id != ""
}

default _replace := "give {entry} an EIP that is bound to {nat}"

_replace := concat(" ", [
	"give {entry} another address:",
	"aliyun vpc ModifySnatEntry --SnatTableId {table} --SnatEntryId {entry} --SnatIp {spare}",
]) if {
	nat.lendable
}
