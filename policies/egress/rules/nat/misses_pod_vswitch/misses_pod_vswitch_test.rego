package egress.rules.nat.misses_pod_vswitch_test

import data.egress.gate.nat
import data.egress.rules.nat.misses_pod_vswitch
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := nat.hop with input as flow
	found := misses_pod_vswitch.findings with input as flow with data.egress.path.hops as [hop]
}

_missed := sample.entries([])

_alone := object.union(_missed, {"node": {"route": {"covering": []}}})

_names := {
	"nat": "pod/4", "vswitch": "pod.vswitch", "table": "pod/7", "ip": "pod/8",
	"address": "pod.address", "source": "source",
}

_fix := concat(" ", [
	"add an SNAT entry for {vswitch}:",
	"aliyun vpc CreateSnatEntry --SnatTableId {table} --SourceVSwitchId {vswitch} --SnatIp {ip}",
])

test_pod_that_no_entry_covers if {
	finding := {
		"at": "pod/4",
		"message": "no SNAT entry of {nat} covers {address} of {source}",
		"fix": _fix,
		"names": _names,
		"related": [],
		"causes": ["pod.vswitch"],
	}

	_findings(_alone) == {finding}
}

test_g22_entry_for_the_node_only if {
	node := {"route": {"covering": [sample.route([sample.to_nat({"entries": [sample.snat("node/5", {})]})], {})]}}
	finding := {
		"at": "pod/4",
		"message": "no SNAT entry of {nat} covers {address} of {source}, only the address of its node",
		"fix": _fix,
		"names": object.union(_names, {"entry": "node/5"}),
		"related": [{"at": "node/5", "message": "{entry} covers only the node"}],
		"causes": ["pod.vswitch"],
	}

	_findings(object.union(_missed, {"node": node})) == {finding}
}

test_a_part_of_the_range_that_no_entry_covers if {
	count(_findings(sample.entries([sample.snat("pod/5", {"covers": "maybe"})]))) == 1
}

test_pod_that_does_not_exist_yet if {
	findings := _findings(object.union(_alone, {"pod": {"single": false}}))

	{f.message | some f in findings} == {"no SNAT entry of {nat} covers {address}, where {source} may land"}
}

test_gateway_without_an_address_to_use if {
	findings := _findings(sample.through({"entries": [], "ip": ""}))
	{f.fix | some f in findings} == {"bind an EIP to {nat} and add an SNAT entry for {vswitch} that uses it"}
}

test_silent_when_an_entry_covers_the_pod if _findings(sample.base) == set()

test_silent_while_entries_may_be_missing if _findings(sample.through({"entries": [], "snat": "partial"})) == set()

test_silent_while_an_eip_may_serve_the_pod if {
	_findings(object.union(_missed, {"pod": {"public": {"eips": "absent"}}})) == set()
}

test_silent_about_nodes if {
	_findings(sample.flannel({"route": {"covering": [sample.route([sample.to_nat({"entries": []})], {})]}})) == set()
}
