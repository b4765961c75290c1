package egress.gate.network_acl_test

import data.egress.gate.network_acl
import data.egress.way_test as sample

_with(checks, changes, others) := object.union(world(checks, changes), others)

_exempt := {"target": {"kind": "ip", "ranges": ["shared", "dns"]}}

test_g19_dns_servers_are_exempt if {
	hop := _hop("allow", "exempt", "network ACLs let packets to the cloud's own DNS and metadata servers through")

	network_acl.hop == hop with input as _with(closed, {}, _exempt)
	network_acl.hop.reason == "exempt" with input as _with(closed, {}, {"target": {"ranges": ["shared", "platform"]}})
	not network_acl.hop with input as _with([], {"possible": false}, _exempt)
}

test_g21_services_of_the_platform_are_not_exempt if {
	oss := {"target": {"kind": "oss", "ranges": ["shared"]}}

	network_acl.hop.verdict == "deny" with input as _with(closed, {"destination": "outside"}, oss)
}

_same := {"destination": "same"}

test_g20_one_vswitch if {
	hop := object.union(
		_hop("allow", "same-vswitch", "{target} is in the same vSwitch, inside which no network ACL applies"),
		{"names": {"target": "target"}},
	)

	network_acl.hop == hop with input as world(closed, _same)
}

test_a_pod_has_an_eni_whether_it_is_exported_or_not if {
	pod := {"target": {"pod": true}}
	unowned := object.union(_same, {"interface": false})

	network_acl.hop.reason == "same-vswitch" with input as _with(closed, unowned, pod)
	network_acl.hop.verdict == "deny" with input as _with(inbound, {"interface": false}, pod)
}

test_a_load_balancer_that_leads_to_a_pod_at_once if {
	short := {"target": {"kind": "lb", "pod": true}}

	network_acl.hop.at == "pod/73" with input as _with(inbound, {}, short)
}

_database := {"target": {"kind": "rds", "database": {"found": true}}}

_alone := "where it is documented for ENIs alone that it does not"

test_a6_database_in_the_same_vswitch if {
	note := concat(" ", ["{entry} drops it if it applies, and {target} is in the same vSwitch,", _alone])
	hop := object.union(_at("source", 1, _hop("unknown", "scope-unknown", note)), {"names": {"target": "target"}})

	network_acl.hop == hop with input as _with(closed, _same, _database)
	network_acl.hop.verdict == "allow" with input as _with(open, _same, _database)
}

test_a6_database_somewhere if {
	note := concat(" ", ["{entry} drops it if it applies, and {target} may be in the same vSwitch,", _alone])

	missing := [{"export": "DescribeVSwitches", "of": ""}]
	somewhere := {"destination": "unknown", "missing": missing}

	network_acl.hop.note == note with input as _with(closed, somewhere, _database)
	network_acl.hop.missing == missing with input as _with(closed, somewhere, _database)
	network_acl.hop.verdict == "allow" with input as _with(open, somewhere, _database)
}

test_database_in_another_vswitch if {
	network_acl.hop.verdict == "deny" with input as _with(closed, {}, _database)
	network_acl.hop.verdict == "allow" with input as _with(array.concat(open, inbound), {}, _database)
}

_interfaces := [{"export": "DescribeNetworkInterfaces", "of": ""}]

_lost := {"pod": {"inbound": {"missing": _interfaces}}}

_unowned(changes) := object.union({"interface": false}, changes)

test_nobody_knows_who_is_in_the_same_vswitch if {
	unowned := _with(closed, _unowned(_same), _lost)

	network_acl.hop.reason == "scope-unknown" with input as unknown_kind(unowned)
	network_acl.hop.missing == _interfaces with input as unknown_kind(unowned)
}

unknown_kind(flow) := object.union(flow, {"target": {"kind": "ip"}})

test_acl_of_the_destination if {
	hop := _at("destination", 3, _hop("deny", "packet-dropped", "{entry} drops it"))

	network_acl.hop == hop with input as world(inbound, {})
}

test_acl_of_a_destination_that_may_have_no_eni if {
	note := concat(" ", [
		"{entry} drops it if it applies, and nothing tells",
		"whether {target} is an ENI, to which alone it applies",
	])
	unowned := unknown_kind(_with(inbound, _unowned({}), _lost))

	network_acl.hop.note == note with input as unowned
	network_acl.hop.missing == _interfaces with input as unowned
}

_somewhere(checks) := world(checks, {
	"destination": "unknown",
	"missing": [{"export": "DescribeVSwitches", "of": ""}],
})

test_destination_that_is_nowhere_yet if {
	hop := object.union(
		_hop("unknown", "destination-unknown", "nothing tells which network ACL the vSwitch of {target} has"),
		{"names": {"target": "target"}, "missing": [{"export": "DescribeVSwitches", "of": ""}]},
	)

	network_acl.hop == hop with input as _somewhere(open)
	network_acl.hop.verdict == "deny" with input as _somewhere(closed)
}

test_source_that_is_nowhere_yet if {
	missing := [{"export": "DescribeVSwitches", "of": ""}]
	hop := object.union(
		_hop(
			"unknown", "vswitch-unknown",
			"nothing tells which network ACL the vSwitch has that the packet leaves from",
		),
		{"missing": missing},
	)
	placeless := {"pod": {"missing": missing}}

	network_acl.hop == hop with input as _with([], {"leaves": false}, placeless)
	network_acl.hop.verdict == "deny" with input as _with(inbound, {"leaves": false}, placeless)
}

test_source_of_an_unknown_plugin if {
	plugin := {"cluster": {"plugin": "unknown"}}
	hop := object.union(
		_hop("unknown", "exit-unknown", "nothing tells which vSwitch the packet leaves from"),
		{"missing": [{"export": "DescribeClusterDetail", "of": ""}]},
	)

	network_acl.hop == hop with input as _with(open, {}, plugin)
	not network_acl.hop with input as _with([], {"possible": false}, plugin)
}

_flannel(checks, others) := object.union(
	sample.flannel({"network_acl": acls(checks, {})}),
	others,
)

test_nodes_that_masquerade_take_every_port if {
	ranges := [range(1024, 32767, []), range(32768, 65535, [entry(2, "accept")])]
	checks := [out(one(1, "accept")), back(ranges)]
	note := "{acl} drops the replies to client ports 1024-32767"

	network_acl.hop.note == note with input as _flannel(checks, {})
	network_acl.hop.verdict == "allow" with input as _flannel(checks, {"source": {"host_network": true}})
}

# Inside the container network the packet carries the address of the pod, through the ENI of the node.
_carried(checks) := sample.world({
	"cluster": {"plugin": "flannel"},
	"target": {"pod": true},
	"policy": {"target_host_network": false},
	"pod": {"network_acl": acls(checks, {})},
})

test_container_network if {
	hop := object.union(
		_hop(
			"unknown", "container-network",
			"it is not documented whether {acl} filters packets between pods of the container network",
		),
		{"at": "pod/source", "names": {"acl": "pod/source"}},
	)

	network_acl.hop == hop with input as _carried(open)
	not network_acl.hop with input as _carried([])
}

test_pods_of_one_node_meet_no_acl[field] if {
	some field in ["self", "same_node"]
	near := {"target": {"pod": true}, "policy": {field: true, "target_host_network": false}}

	not network_acl.hop with input as _with(closed, {}, near)
	not network_acl.hop with input as _flannel(closed, near)
}

_eip(mode) := {"pod": {"public": {"addresses": [sample.eip("pod/9", {"mode": mode})]}}}

test_eip_in_cut_through_mode if {
	network_acl.hop.reason == "cut-through" with input as _with(closed, {}, _eip("binded"))
	network_acl.hop.verdict == "deny" with input as _with(closed, {}, _eip("nat"))
	network_acl.hop.verdict == "deny" with input as _with(array.concat(closed, inbound), {}, _eip("binded"))
}

_through(checks) := object.union(
	sample.through({"network_acl": checks}),
	{"target": {"kind": "ip"}},
)

_gateway(direction, reply, ranges) := object.union(
	check("gateway", direction, ranges),
	{"reply": reply},
)

test_a7_acl_of_the_nat_gateway if {
	note := concat(" ", [
		"{entry} drops it if it applies, and it is not documented",
		"whether ACLs filter what a NAT gateway translates",
	])

	network_acl.hop.note == note with input as _through([_gateway("egress", false, one(5, "drop"))])
	network_acl.hop.verdict == "unknown" with input as _through([_gateway("egress", false, one(5, "drop"))])
	not network_acl.hop with input as _through([_gateway("egress", false, one(5, "accept"))])
}

test_a7_nat_gateways_take_every_port if {
	ranges := [range(1024, 32767, []), range(32768, 65535, [entry(2, "accept")])]

	network_acl.hop.verdict == "unknown" with input as _through([_gateway("ingress", true, ranges)])
	not network_acl.hop with input as _through([_gateway("egress", true, ranges)])
}
