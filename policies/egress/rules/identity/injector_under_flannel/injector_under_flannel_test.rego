package egress.rules.identity.injector_under_flannel_test

import data.egress.rules.identity.injector_under_flannel

_input(changes) := object.union(
	{
		"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni", "injector": "unseen"},
		"source": {
			"host_network": false, "virtual_node": false, "injector": true,
			"injection": {"at": "source/1", "misplaced": ""},
		},
		"target": {"kind": "rds", "database": {"id": "target/0", "at": "target/1", "mode": "normal", "endpoint": {"type": "private"}}},
		"pod": {"range": "pod/9", "whitelist": []},
		"node": {"range": "node/9", "whitelist": []},
	},
	changes,
)

_findings(changes) := found if {
	found := injector_under_flannel.findings with input as _input(changes)
}

_flannel := {"cluster": {"plugin": "flannel"}}

test_address_that_nobody_sees if {
	finding := {
		"at": "source/1",
		"message": "{annotation} has the address of {source} listed, which leaves with the address of its node",
		"fix": concat(" ", [
			"take {annotation} out, and list the range of the nodes' vSwitch:",
			"aliyun rds ModifySecurityIps --DBInstanceId {id} --ModifyMode Append --SecurityIps {range,}",
		]),
		"names": {"annotation": "source/1", "source": "source", "id": "target/0", "range": "node/9"},
		"related": [],
	}

	_findings(_flannel) == {finding}
}

test_listener_has_no_command if {
	fixes := [f.fix | some f in _findings(object.union(_flannel, {"target": {"kind": "clb"}}))]

	fixes == ["take {annotation} out, and list the range of the nodes' vSwitch"]
}

test_silent[what] if {
	some what, changes in {
		"terway": {},
		"host network": object.union(_flannel, {"source": {"host_network": true}}),
		"no annotation": object.union(_flannel, {"source": {"injection": {"at": ""}}}),
	}

	_findings(changes) == set()
}
