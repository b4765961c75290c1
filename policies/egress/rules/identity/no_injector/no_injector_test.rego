package egress.rules.identity.no_injector_test

import data.egress.rules.identity.no_injector

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
	found := no_injector.findings with input as _input(changes)
}

test_annotation_that_nobody_reads[injector] if {
	some injector, words in {"no": "which is not installed", "unseen": "which the bundle does not show"}
	finding := {
		"at": "source/1",
		"message": sprintf("{annotation} of {source} asks for the whitelist injector, %s", [words]),
		"fix": concat(" ", [
			"install ack-kubernetes-webhook-injector on the Add-ons page of the cluster, or list the range itself:",
			"aliyun rds ModifySecurityIps --DBInstanceId {id} --ModifyMode Append --SecurityIps {range,}",
		]),
		"names": {"annotation": "source/1", "source": "source", "id": "target/0", "range": "pod/9"},
		"related": [],
	}

	_findings({"cluster": {"injector": injector}}) == {finding}
}

test_silent[what] if {
	some what, changes in {
		"it is there": {"cluster": {"injector": "yes"}},
		"nothing tells": {"cluster": {"injector": "unknown"}},
		"flannel, where it would be of no use": {"cluster": {"plugin": "flannel"}},
		"no annotation": {"source": {"injection": {"at": ""}}},
	}

	_findings(changes) == set()
}
