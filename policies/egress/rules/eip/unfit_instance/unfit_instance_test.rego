package egress.rules.eip.unfit_instance_test

import data.egress.rules.eip.unfit_instance
import data.egress.way_test as sample

_stranded(source, changes) := sample.world(object.union_n([
	{"source": {"eip_instance": {"present": true, "at": "source/2", "other": ""}}, "cluster": {"eip_controller": "yes"}},
	{"pod": sample.bare},
	{"source": source},
	changes,
]))

test_eip_003_one_eip_for_several_pods if {
	findings := unfit_instance.findings with input as _stranded({"shared": true}, {})

	findings == {{
		"at": "source/2",
		"message": concat(" ", [
			"{annotation} names one EIP for several pods, so {source} does not get it,",
			"and nothing else leads out",
		]),
		"fix": "let {source} have one pod, or add an SNAT entry for {vswitch} to a NAT gateway",
		"names": {"annotation": "source/2", "source": "source", "vswitch": "pod.vswitch"},
		"related": [],
	}}
}

test_silent_for_one_pod if count(unfit_instance.findings) == 0 with input as _stranded({}, {})

test_silent_where_nat_leads_out if count(unfit_instance.findings) == 0 with input as object.union(_stranded({"shared": true}, {}), {"pod": sample.facts})
