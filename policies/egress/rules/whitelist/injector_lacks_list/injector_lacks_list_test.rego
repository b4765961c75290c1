package egress.rules.whitelist.injector_lacks_list_test

import data.egress.rules.whitelist.injector_lacks_list

_input(listed, injector) := {
	"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni", "injector": injector},
	"source": {
		"host_network": false, "virtual_node": false, "injector": true,
		"injection": {"at": "source/1", "list": "source/2", "list_at": "source/3", "listed": listed},
	},
	"target": {"kind": "rds", "database": {"id": "target/0", "at": "target/1"}},
}

_findings(listed, injector) := found if {
	found := injector_lacks_list.findings with input as _input(listed, injector)
		with data.egress.path.hops as [{"gate": "whitelist"}]
}

test_list_that_the_database_does_not_have if {
	finding := {
		"at": "source/3",
		"message": "{annotation} of {source} names list {list}, which {database} does not have",
		"fix": concat(" ", [
			"create it: aliyun rds ModifySecurityIps --DBInstanceId {id} --ModifyMode Cover",
			"--SecurityIps 127.0.0.1 --DBInstanceIPArrayName {list}; or name a list that {database} has",
		]),
		"names": {
			"source": "source", "annotation": "source/3", "list": "source/2",
			"database": "target/1", "id": "target/0",
		},
		"related": [],
	}

	_findings("no", "yes") == {finding}
}

test_silent_about_a_list_that_is_there if _findings("yes", "yes") == set()

test_silent_while_nothing_tells if _findings("maybe", "yes") == set()

test_silent_without_the_injector if _findings("no", "no") == set()
