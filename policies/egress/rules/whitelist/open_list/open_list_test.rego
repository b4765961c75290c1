package egress.rules.whitelist.open_list_test

import data.egress.rules.whitelist.open_list

_hop(reason) := {"gate": "whitelist", "verdict": "allow", "reason": reason}

_input(changes) := object.union(
	{
		"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni", "injector": "yes"},
		"source": {"host_network": false, "virtual_node": false, "injector": false},
		"target": {"kind": "rds", "database": {
			"id": "target/0", "at": "target/1", "mode": "normal",
			"endpoint": {"type": "private"},
			"open": [], "bare": [], "pinned": [],
		}},
		"pod": {"range": "pod/9", "whitelist": []},
		"node": {"range": "node/9", "whitelist": []},
	},
	changes,
)

_of(changes) := _input({"target": {"database": changes}})

_entry := {"at": "target/5", "list": "target/6", "group": "target/7", "template": false, "network": "mix", "family": "ipv4"}

_findings(flow) := found if {
	found := open_list.findings with input as flow with data.egress.path.hops as [_hop("list-admits")]
}

test_entry_for_every_address if {
	finding := {
		"at": "target/5",
		"message": "{entry} in {list} admits every IPv4 address to {database}",
		"fix": concat(" ", [
			"list the CIDR blocks of the clients, such as {range}, then take {entry} out:",
			"aliyun rds ModifySecurityIps --DBInstanceId {id} --ModifyMode Delete",
			"--SecurityIps {entry,} --DBInstanceIPArrayName {group}",
		]),
		"names": {
			"entry": "target/5", "list": "target/6", "group": "target/7",
			"id": "target/0", "database": "target/1", "range": "pod/9",
		},
		"related": [],
	}

	_findings(_of({"open": [_entry]})) == {finding}
}

test_what_the_fix_says[what] if {
	some what, row in {
		"the network of the enhanced mode": {
			"of": {"mode": "safety", "open": [object.union(_entry, {"network": "vpc"})]},
			"is": "--DBInstanceIPArrayName {group} --WhitelistNetworkType VPC",
		},
		"no range for a public endpoint": {
			"of": {"endpoint": {"type": "public"}, "open": [_entry]},
			"is": "list the CIDR blocks of the clients, then take {entry} out: aliyun",
		},
		"no command for a template": {
			"of": {"open": [object.union(_entry, {"template": true})]},
			"is": "then take {entry} out of {list}, which other databases may share",
		},
	}
	fixes := [f.fix | some f in _findings(_of(row.of))]

	contains(fixes[0], row.is)
}

test_empty_whitelist_of_mongodb[kind] if {
	some kind, messages in {
		"mongodb": {"the whitelist of {database} is empty, which MongoDB may take for every address"},
		"redis": set(),
	}
	found := open_list.findings with input as _input({"target": {"kind": kind, "database": {"list_at": "target/4"}}})
		with data.egress.path.hops as [_hop("lists-empty")]

	{f.message | some f in found} == messages
}

test_silent_without_such_an_entry if _findings(_of({})) == set()

test_open_entry_of_a_database_that_nobody_asks_for if {
	list := {"at": "object/0", "database": "object/1", "open": "object/2", "within": ""}

	{f.at | some f in open_list.lints} == {"object/2"} with input as {"object": {"address_list": list}}
	count(open_list.lints) == 0 with input as {"object": {"address_list": object.union(list, {"open": ""})}}
}
