package egress.rules.whitelist.pinned_pod_addresses_test

import data.egress.rules.whitelist.pinned_pod_addresses

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
	found := pinned_pod_addresses.findings with input as flow with data.egress.path.hops as [_hop("list-admits")]
}

_pinned(more) := {
	"entry": _entry, "pod": "target/10", "owner": "target/11",
	"vswitch": "target/12", "range": "target/13", "more": more,
}

test_entry_that_is_a_pod if {
	finding := {
		"at": "target/5",
		"message": "{entry} in {list} is the address of {pod}, and {owner} gives its next pod another",
		"fix": concat(" ", [
			"list {range}, the range of {vswitch}, instead:",
			"aliyun rds ModifySecurityIps --DBInstanceId {id} --ModifyMode Append",
			"--SecurityIps {range,} --DBInstanceIPArrayName {group}",
		]),
		"names": {
			"entry": "target/5", "list": "target/6", "group": "target/7", "id": "target/0",
			"pod": "target/10", "owner": "target/11", "vswitch": "target/12", "range": "target/13",
		},
		"related": [{"at": "target/10", "message": "{pod} has the address now"}],
	}

	_findings(_of({"pinned": [_pinned(0)]})) == {finding}
}

test_several_entries_are_counted[more] if {
	some more, words in {1: "; another entry is such an address too", 4: "; 4 more entries are such addresses"}
	messages := [f.message | some f in _findings(_of({"pinned": [_pinned(more)]}))]

	endswith(messages[0], words)
}

test_silent_where_the_database_sees_nodes if {
	changes := {"cluster": {"plugin": "flannel"}}

	_findings(object.union(_of({"pinned": [_pinned(0)]}), changes)) == set()
}

test_silent_without_such_an_entry if _findings(_of({})) == set()
