package egress.rules.nat.entry_elsewhere_test

import data.egress.gate.nat
import data.egress.rules.nat.entry_elsewhere
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := nat.hop with input as flow
	found := entry_elsewhere.findings with input as flow with data.egress.path.hops as [hop]
}

_elsewhere := {"pod": {"snat_elsewhere": [sample.snat("pod/71", {"nat": "pod/70"})]}}

test_g28_entry_that_no_packet_reaches if {
	finding := {
		"at": "pod/71",
		"message": "{entry} covers {address} of {source}, but the route leads to {nat} instead of {other}",
		"fix": concat(" ", [
			"add an SNAT entry for {vswitch}:",
			"aliyun vpc CreateSnatEntry --SnatTableId {table} --SourceVSwitchId {vswitch} --SnatIp {ip}",
		]),
		"names": {
			"nat": "pod/4", "vswitch": "pod.vswitch", "table": "pod/7", "ip": "pod/8",
			"entry": "pod/71", "other": "pod/70", "address": "pod.address", "source": "source",
		},
		"related": [{"at": "pod/4", "message": "the route leads to {nat}, none of whose entries covers it"}],
		"causes": ["pod.vswitch", "pod/70"],
	}

	_findings(object.union(sample.entries([]), _elsewhere)) == {finding}
}

test_silent_when_the_gateway_of_the_route_covers_it if _findings(sample.world(_elsewhere)) == set()

test_silent_when_no_entry_covers_it if _findings(sample.entries([])) == set()
