package egress.rules.identity.misplaced_injector_annotation_test

import data.egress.rules.identity.misplaced_injector_annotation

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
	found := misplaced_injector_annotation.findings with input as _input(changes)
}

test_annotation_of_the_workload if {
	finding := {
		"at": "source/2",
		"message": "{annotation} is on {source} itself and not on its pods, so that the injector lists none of them",
		"fix": "move {annotation} to the annotations of the pod template",
		"names": {"annotation": "source/2", "source": "source"},
		"related": [],
	}

	_findings({"source": {"injection": {"at": "", "misplaced": "source/2"}}}) == {finding}
}

test_silent_about_annotations_of_pods if _findings({}) == set()
