package egress.gate.whitelist_test

import data.egress.gate.whitelist

test_command[kind] if {
	some kind, command in {
		"rds": concat(" ", [
			"aliyun rds ModifySecurityIps --DBInstanceId {id} --ModifyMode Append",
			"--SecurityIps {range,} --DBInstanceIPArrayName {group}",
		]),
		"redis": concat(" ", [
			"aliyun r-kvstore ModifySecurityIps --InstanceId {id} --ModifyMode Append",
			"--SecurityIps {range,} --SecurityIpGroupName {group}",
		]),
		"mongodb": concat(" ", [
			"aliyun dds ModifySecurityIps --DBInstanceId {id} --ModifyMode Append",
			"--SecurityIps {range,} --SecurityIpGroupName {group}",
		]),
		"polardb": concat(" ", [
			"aliyun polardb ModifyDBClusterAccessWhitelist --DBClusterId {id} --ModifyMode Append",
			"--SecurityIps {range,} --DBClusterIPArrayName {group}",
		]),
	}
	names := {"id": "target/0", "group": "pod/2", "range": "pod/9"}

	whitelist.command == command with input as _input([_nowhere], {"target": {"kind": kind}})
	whitelist.command_names == names with input as _input([_nowhere], {"target": {"kind": kind}})
}

test_command_without_a_list_to_name if {
	hidden := [object.union(_nowhere, {"hidden": true})]

	whitelist.command_names == {"id": "target/0", "range": "pod/9"} with input as _input(hidden, {})
	endswith(whitelist.command, "--SecurityIps {range,}") with input as _input(hidden, {})
}

test_command_names_the_network_of_the_enhanced_mode[type] if {
	some type, network in {"private": "VPC", "inner": "Classic"}
	words := sprintf("--WhitelistNetworkType %s", [network])
	changes := object.union(_safety, _about({"endpoint": {"type": type}}))

	endswith(whitelist.command, words) with input as _input([_nowhere], changes)
}

test_list_of_the_other_network_is_not_edited if {
	lists := [_list("classic", "yes"), _second("vpc", "no")]

	whitelist.command_names.group == "pod/4" with input as _input(lists, _safety)
	whitelist.edited == "pod/3" with input as _input(lists, _safety)
}

test_command_adds_the_public_addresses_that_are_refused if {
	sources := _from(["no", "yes", "no"])
	names := {"id": "target/0", "group": "pod/2", "address0": "pod/50", "address1": "pod/52"}
	words := "--SecurityIps {address0,},{address1,} --DBInstanceIPArrayName {group}"

	whitelist.command_names == names with input as _input([], _public) with data.egress.way.sources as sources
	endswith(whitelist.command, words) with input as _input([], _public) with data.egress.way.sources as sources
}
