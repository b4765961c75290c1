package egress.gate.nat_test

import data.egress.gate.nat
import data.egress.way_test as sample

_missed := sample.entries([])

test_pod_that_no_entry_covers if {
	hop := object.union(
		_hop("deny", "misses-pod-vswitch", "no SNAT entry of {nat} covers {address}"),
		{"names": {"nat": "pod/4", "address": "pod.address"}, "at": "pod/4"},
	)
	alone := object.union(_missed, {"node": {"route": {"covering": []}}})

	nat.hop == hop with input as alone
}

_node := {"node": {"route": {"covering": [sample.route([sample.to_nat({"entries": [sample.snat("node/5", {})]})], {})]}}}

test_g22_terway_pod_with_an_entry_for_the_node_only if {
	hop := object.union(
		_hop(
			"deny", "misses-pod-vswitch",
			"no SNAT entry of {nat} covers {address}; {entry} covers only the node, whose address the pod does not use",
		),
		{"names": {"nat": "pod/4", "address": "pod.address", "entry": "node/5"}, "at": "pod/4"},
	)

	nat.hop == hop with input as object.union(_missed, _node)
	nat.node_entry.at == "node/5" with input as object.union(_missed, _node)
}

test_acs_pod_misses_its_own_vswitch if {
	acs := {"cluster": {"product": "acs", "plugin": "unknown"}, "node": {"route": {"covering": []}}}

	_reason(object.union(_missed, acs)) == ["deny", "misses-pod-vswitch"]
}

_node_missed := {"route": {"covering": [sample.route([sample.to_nat({"entries": []})], {})]}}

test_node_that_no_entry_covers[who] if {
	some who, changes in {
		"Flannel": {"cluster": {"plugin": "flannel"}},
		"host network": {"source": {"host_network": true}},
		"VPC mode": {"cluster": {"mode": "vpc"}},
	}
	hop := object.union(
		_hop("deny", "misses-node-vswitch", "no SNAT entry of {nat} covers {address}"),
		{"names": {"nat": "pod/4", "address": "node.address"}, "at": "pod/4"},
	)

	nat.hop == hop with input as sample.world(object.union(changes, {"node": _node_missed}))
}

test_an_entry_for_the_pod_means_nothing_to_a_node if {
	not nat.node_entry with input as sample.flannel(_node_missed)
}

_elsewhere := {"snat_elsewhere": [sample.snat("pod/71", {"nat": "pod/70"})]}

test_g28_entry_on_a_gateway_that_no_route_leads_to if {
	hop := object.union(
		_hop(
			"deny", "entry-elsewhere",
			"no SNAT entry of {nat} covers {address}; {entry} does, but the route does not lead to {other}",
		),
		{
			"names": {"nat": "pod/4", "address": "pod.address", "entry": "pod/71", "other": "pod/70"},
			"at": "pod/4",
		},
	)

	nat.hop == hop with input as object.union(_missed, {"pod": _elsewhere})
}

test_an_entry_elsewhere_changes_nothing_for_a_source_that_is_covered if {
	_reason(sample.pod(_elsewhere)) == ["allow", "entry-works"]
}

test_an_entry_elsewhere_on_its_way_out_is_no_comfort if {
	gone := {"snat_elsewhere": [sample.snat("pod/71", {"status": "deleting"})]}

	_reason(object.union(_missed, {"pod": gone})) == ["deny", "misses-pod-vswitch"]
}

test_net4_001_nothing_leads_out if {
	hop := object.union(
		_hop("deny", "no-way-out", "{address} has no public address and the VPC has no NAT gateway"),
		{"names": {"address": "pod.address"}},
	)

	nat.hop == hop with input as sample.pod(sample.bare)
}

_addressed := {"public": {"addresses": [sample.eip("node/9", {"bound": "ecsinstance"})]}}

test_g24_a35_node_eip_does_not_serve_a_pod_of_terway if {
	hop := object.union(
		_hop(
			"deny", "node-eip-does-not-serve-pods",
			"{eip} serves only the node, and the VPC has no NAT gateway for {address}",
		),
		{"names": {"eip": "node/9", "address": "pod.address"}, "at": "node/9"},
	)

	nat.hop == hop with input as sample.world({"pod": sample.bare, "node": _addressed})
}

test_g25_g50_node_eip_serves_what_leaves_with_the_node[who] if {
	some who, changes in {
		"Flannel": {"cluster": {"plugin": "flannel"}},
		"host network": {"source": {"host_network": true}},
	}
	node := {"node": object.union(sample.bare, _addressed)}

	not nat.hop with input as sample.world(object.union(changes, node))
}

test_nothing_leads_out_only_when_everything_is_known[what] if {
	some what, changes in {
		"EIPs": {"public": {"eips": "absent"}},
		"the instance": {"public": {"static": "absent"}},
	}
	_reason(sample.pod(object.union(sample.bare, changes))) == ["unknown", "own-address-unknown"]
}

test_the_route_is_to_blame_while_nat_gateways_are_not_known if {
	not nat.hop with input as sample.pod(object.union(sample.bare, {"nat_evidence": "absent"}))
}

test_an_eip_that_never_comes_is_told_by_its_own_gate if {
	not nat.hop with input as sample.world(object.union(sample.asking, {"pod": sample.bare}))
}

test_the_command_needs_a_table_and_an_address if {
	want := concat(" ", [
		"add an SNAT entry for {vswitch}:",
		"aliyun vpc CreateSnatEntry --SnatTableId {table} --SourceVSwitchId {vswitch} --SnatIp {ip}",
	])
	names := {"nat": "pod/4", "vswitch": "pod.vswitch", "table": "pod/7", "ip": "pod/8"}

	nat.add_entry == want with input as _missed
	nat.add_entry_names == names with input as _missed
}

test_without_them_it_is_told_in_words[what] if {
	some what, changes in {"table": {"table": ""}, "address": {"ip": ""}}
	flow := sample.through(object.union(changes, {"entries": []}))

	nat.add_entry == "bind an EIP to {nat} and add an SNAT entry for {vswitch} that uses it" with input as flow
	nat.add_entry_names == {"nat": "pod/4", "vswitch": "pod.vswitch"} with input as flow
}
