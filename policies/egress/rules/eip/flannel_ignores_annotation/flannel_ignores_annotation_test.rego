package egress.rules.eip.flannel_ignores_annotation_test

import data.egress.gate.eip
import data.egress.rules.eip.flannel_ignores_annotation
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := eip.hop with input as flow
	found := flannel_ignores_annotation.findings with input as flow with data.egress.path.hops as [hop]
}

_world(node) := sample.world(object.union(sample.asking, {"cluster": {"plugin": "flannel"}, "node": node}))

_finding := {
	"at": "source/1",
	"message": "{annotation} of {source} has no effect under Flannel",
	"fix": "remove {annotation}, or bind an EIP to the node of {source}",
	"names": {"annotation": "source/1", "source": "source"},
	"related": [],
}

test_annotation_beside_nat if _findings(_world({})) == {_finding}

test_annotation_beside_an_eip_of_the_node if {
	_findings(_world({"public": {"addresses": [sample.eip("node/9", {})]}})) == {_finding}
}

test_silent_when_it_blocks_the_pod if _findings(_world(sample.bare)) == set()

test_silent_under_terway if _findings(sample.world(sample.asking)) == set()
