package egress.rules.whitelist.entry_without_mask_test

import data.egress.rules.whitelist.entry_without_mask

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

_entry := {"at": "target/5", "list": "target/6", "group": "target/7", "template": false, "network": "mix"}

_findings(flow) := found if {
	found := entry_without_mask.findings with input as flow with data.egress.path.hops as [_hop("list-admits")]
}

test_entry_that_no_client_has if {
	finding := {
		"at": "target/5",
		"message": "{entry} in {list} is one address, which no client has, and not all of them",
		"fix": concat(" ", [
			"list the CIDR block that is meant, and take {entry} out:",
			"aliyun r-kvstore ModifySecurityIps --InstanceId {id} --ModifyMode Delete",
			"--SecurityIps {entry,} --SecurityIpGroupName {group}",
		]),
		"names": {"entry": "target/5", "list": "target/6", "group": "target/7", "id": "target/0"},
		"related": [],
	}
	changes := {"target": {"kind": "redis", "database": {"bare": [_entry]}}}

	_findings(_input(changes)) == {finding}
}

test_silent_without_such_an_entry if _findings(_of({})) == set()
