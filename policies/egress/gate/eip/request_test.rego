package egress.gate.eip_test

import data.egress.gate.eip
import data.egress.way_test as sample

_asking(changes) := sample.world(object.union(sample.asking, changes))

_served := {"cluster": {"eip_controller": "yes"}}

_unsure := {"cluster": {"eip_controller": "unknown"}}

_note(text) := {"names": {"annotation": "source/1"}, "at": "source/1", "missing": text}

_eips := {"export": "DescribeEipAddresses", "of": ""}

_addons := {"export": "ListClusterAddonInstances", "of": ""}

test_eip_that_is_to_come[when] if {
	some when, c in {
		"and a pod gets it when it is created": {"changes": {"source": {"exists": false}}, "missing": []},
		"and the bundle does not show which one is bound": {"changes": {"pod": {"public": {"eips": "absent"}}}, "missing": [_eips]},
	}
	hop := object.union(
		_hop(
			"unknown", "eip-expected",
			sprintf("{annotation} asks for an EIP, %s", [when]),
		),
		_note(c.missing),
	)

	eip.hop == hop with input as _asking(object.union(_served, c.changes))
}

test_eip_that_may_come_if_anybody_acts if {
	hop := object.union(
		_hop("unknown", "eip-expected", "{annotation} asks for an EIP, and nothing tells whether anybody acts on it"),
		_note([_addons]),
	)

	eip.hop == hop with input as _asking(object.union(_unsure, {"source": {"exists": false}}))
}

test_the_export_wins_over_the_annotation if {
	not eip.hop with input as _asking(_served)
	not eip.hop with input as _asking(_unsure)
}

_bound := {"pod": {"public": {"addresses": [sample.eip("pod/9", {})]}}}

test_a_bound_eip_needs_nobody_to_act if _reason(_asking(_bound)) == ["allow", "own-address"]

test_eip_004_nobody_acts_and_nat_serves_the_pod if {
	hop := object.union(
		_hop(
			"allow", "annotation-unserved",
			"nobody acts on {annotation}, and the pod leaves without an EIP of its own",
		),
		_note([]),
	)

	eip.hop == hop with input as _asking({})
}

test_eip_004_nobody_acts_and_nothing_else_leads_out[what] if {
	some what, changes in {
		"no NAT gateway": sample.bare,
		"no default route": {"route": {"covering": []}},
		"no SNAT entry": {"route": {"covering": [sample.route([sample.to_nat({"entries": []})], {})]}},
	}
	hop := object.union(
		_hop("deny", "eip-unserved", "nobody acts on {annotation}, and the pod has no other way out"),
		_note([]),
	)

	eip.hop == hop with input as _asking({"pod": changes})
}

test_nobody_acts_and_the_other_way_is_not_known if {
	_reason(_asking({"pod": {"route": {"evidence": "absent", "covering": []}}})) == ["allow", "annotation-unserved"]
}

test_nobody_acts_and_an_eip_may_be_bound_by_hand if {
	flow := _asking({"pod": object.union(sample.bare, {"public": {"eips": "absent"}})})

	_reason(flow) == ["unknown", "own-address-unknown"]
	eip.hop.missing == [_eips] with input as flow
}

_flannel(changes) := _asking({"cluster": {"plugin": "flannel"}, "node": changes})

test_eip_001_flannel_ignores_the_annotation_and_nat_serves_the_node if {
	hop := object.union(
		_hop(
			"allow", "annotation-ignored",
			"{annotation} has no effect under Flannel, and the pod leaves without an EIP of its own",
		),
		_note([]),
	)

	eip.hop == hop with input as _flannel({})
}

test_eip_001_flannel_has_no_pod_eip_and_nothing_else_leads_out if {
	hop := object.union(
		_hop("deny", "eip-ignored", "{annotation} has no effect under Flannel, and the pod has no other way out"),
		_note([]),
	)

	eip.hop == hop with input as _flannel(sample.bare)
}

test_eip_001_an_eip_of_the_node_serves_the_pod_anyway if {
	_reason(_flannel({"public": {"addresses": [sample.eip("node/9", {})]}})) == ["allow", "own-address"]
}

test_the_vpc_mode_of_terway_is_named if {
	eip.plugin == "the VPC mode of Terway" with input as _asking({"cluster": {"mode": "vpc"}})
	_reason(_asking({"cluster": {"mode": "vpc"}})) == ["allow", "annotation-ignored"]
}

test_an_eip_by_its_id_is_asked_for_too if {
	flow := sample.world({"source": {"eip_instance": {"present": true, "true": false, "at": "source/2"}}})

	_reason(flow) == ["allow", "annotation-unserved"]
	eip.hop.at == "source/2" with input as flow
}
