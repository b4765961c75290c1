package egress.rules.eip.locked_test

import data.egress.gate.eip
import data.egress.rules.eip.locked
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := eip.hop with input as flow
	found := locked.findings with input as flow with data.egress.path.hops as [hop]
}

test_g31_locked_eip if {
	finding := {
		"at": "pod/9",
		"message": "{eip}, which {source} leaves with, is locked for a debt or for security",
		"fix": concat(" ", [
			"settle the overdue payment or have the lock of {eip} lifted,",
			"or unbind {eip} so that {source} leaves by NAT:",
			"aliyun vpc UnassociateEipAddress --AllocationId {id}",
		]),
		"names": {"eip": "pod/9", "source": "source", "id": "pod/99"},
		"related": [],
	}

	_findings(sample.own({"business": "financiallocked"})) == {finding}
	_findings(sample.own({"locked": true})) == {finding}
}

test_locked_bandwidth_package if {
	findings := _findings(sample.own({"package": "financiallocked"}))
	{[f.message, f.fix] | some f in findings} == {[
		"the bandwidth package of {eip}, which {source} leaves with, is locked",
		"settle the overdue payment of the bandwidth package, or take {eip} out of it",
	]}
}

test_locked_address_of_a_mapping if {
	findings := _findings(sample.pod({"public": {"mappings": [sample.mapping({"locked": true})]}}))
	{[f.at, f.fix, f.names] | some f in findings} == {[
		"pod/32",
		concat(" ", [
			"settle the overdue payment or have the lock of {eip} lifted,",
			"or delete {entry} so that {source} leaves by SNAT",
		]),
		{"eip": "pod/32", "source": "source", "id": "pod/98", "entry": "pod/31"},
	]}
}

test_one_of_two_addresses if {
	two := {"public": {"addresses": [sample.eip("pod/91", {}), sample.eip("pod/92", {"locked": true})]}}

	{f.at | some f in _findings(sample.pod(two))} == {"pod/92"}
}

test_silent_about_an_eip_in_order if _findings(sample.own({})) == set()

test_silent_about_an_eip_that_is_not_in_use if _findings(sample.own({"status": "available"})) == set()
