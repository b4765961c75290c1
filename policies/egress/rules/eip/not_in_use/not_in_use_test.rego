package egress.rules.eip.not_in_use_test

import data.egress.gate.eip
import data.egress.rules.eip.not_in_use
import data.egress.way_test as sample

_findings(flow) := found if {
	hop := eip.hop with input as flow
	found := not_in_use.findings with input as flow with data.egress.path.hops as [hop]
}

test_eip_that_is_not_in_use if {
	finding := {
		"at": "pod/9",
		"message": "{eip}, which {source} leaves with, is not in use",
		"fix": concat(" ", [
			"bind {eip} again, or unbind {eip} so that {source} leaves by NAT:",
			"aliyun vpc UnassociateEipAddress --AllocationId {id}",
		]),
		"names": {"eip": "pod/9", "source": "source", "id": "pod/99"},
		"related": [],
	}

	_findings(sample.own({"status": "available"})) == {finding}
}

test_eip_whose_id_is_not_said if {
	findings := _findings(sample.own({"status": "available", "id": ""}))

	{[f.fix, f.names] | some f in findings} == {[
		"bind {eip} again, or unbind {eip} so that {source} leaves by NAT",
		{"eip": "pod/9", "source": "source"},
	]}
}

test_silent_about_an_eip_in_use if _findings(sample.own({})) == set()

test_silent_while_it_is_being_bound if _findings(sample.own({"status": "associating"})) == set()
