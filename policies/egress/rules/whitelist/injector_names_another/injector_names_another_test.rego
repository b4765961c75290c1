package egress.rules.whitelist.injector_names_another_test

import data.egress.rules.whitelist.injector_names_another

_input(other, injector) := {
	"cluster": {"injector": injector},
	"source": {"injection": {"at": "", "other": other}},
	"target": {"kind": "rds", "database": {"id": "target/0", "at": "target/1"}},
}

_findings(flow, reason) := found if {
	found := injector_names_another.findings with input as flow
		with data.egress.path.hops as [{"gate": "whitelist", "reason": reason}]
}

test_annotation_of_another_database if {
	finding := {
		"at": "source/1",
		"message": "{annotation} of {source} does not name {database}, so that the injector adds the pod to no list of it",
		"fix": "add {id} to {annotation}, after a comma",
		"names": {"source": "source", "annotation": "source/1", "database": "target/1", "id": "target/0"},
		"related": [],
	}

	_findings(_input("source/1", "unknown"), "lacks-pod-vswitch") == {finding}
}

test_silent[what] if {
	some what, row in {
		"a list admits the pod": [_input("source/1", "yes"), "list-admits"],
		"no such annotation": [_input("", "yes"), "lacks-pod-vswitch"],
		"no injector": [_input("source/1", "no"), "lacks-pod-vswitch"],
	}

	_findings(row[0], row[1]) == set()
}
