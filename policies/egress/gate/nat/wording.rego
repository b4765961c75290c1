package egress.gate.nat

import data.egress.exit

# METADATA
# description: |
#   The command that adds the entry, where the bundle tells a table and an address for it. {vswitch} is the one that
#   the packet leaves from.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-createsnatentry-natgws
#     description: CreateSnatEntry
default add_entry := "bind an EIP to {nat} and add an SNAT entry for {vswitch} that uses it"

add_entry := concat(" ", [
	"add an SNAT entry for {vswitch}:",
	"aliyun vpc CreateSnatEntry --SnatTableId {table} --SourceVSwitchId {vswitch} --SnatIp {ip}",
]) if {
	lendable
	not exit.carried
}

add_entry := concat(" ", [
	"give the container kube-flannel the argument --ip-masq,",
	"so that packets carry the address of a node in {vswitch}",
]) if {
	exit.carried
}

# METADATA
# description: What the names of the command stand for.
add_entry_names := object.union({"nat": gateway.at, "vswitch": exit.vswitch}, _loan)

default _loan := {}

_loan := {"table": gateway.table, "ip": gateway.ip} if lendable

# METADATA
# description: Whether the bundle tells both.
lendable if _can_lend(gateway)

# METADATA
# description: The first address of the deciding entry that does not work, and what is wrong with it.
troubled := troubled_of(entry)

trouble := trouble_of(entry)

# METADATA
# description: The command that adds an entry for {vswitch} to a gateway by itself, with its names.
add_command(gateway) := concat(" ", [
	": aliyun vpc CreateSnatEntry",
	"--SnatTableId {table_of_nat} --SourceVSwitchId {vswitch} --SnatIp {ip}",
]) if {
	_can_lend(gateway)
}

add_command(gateway) := " to {nat}, once an EIP is bound to it" if not _can_lend(gateway)

# METADATA
# description: What these names stand for.
add_names(gateway) := {"table_of_nat": gateway.table, "ip": gateway.ip} if _can_lend(gateway)

add_names(gateway) := {} if not _can_lend(gateway)

_can_lend(gateway) if {
	gateway.table != ""
	gateway.ip != ""
}
