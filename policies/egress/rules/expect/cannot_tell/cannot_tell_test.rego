package egress.rules.expect.cannot_tell_test

import data.egress.rules.expect.cannot_tell

_hop(gate, verdict, missing) := {
	"gate": gate, "verdict": verdict, "reason": "r", "note": "{it} is not known", "names": {"it": "pod/1"}, "at": "", "missing": missing, "egress": [],
}

_findings(expected, hops) := found if {
	found := cannot_tell.findings with input as {"flow": {"expected": expected}} with data.egress.path.hops as hops
}

_doubtful := [
	_hop("route", "allow", []),
	_hop("nat", "unknown", [{"export": "DescribeNatGateways", "of": ""}, {"export": "DescribeSnatTableEntries", "of": "node/1"}]),
	_hop("whitelist", "unknown", [
		{"export": "DescribeSnatTableEntries", "of": "pod/9"},
		{"export": "DescribeDBInstanceIPArrayList", "of": "pod/2"},
	]),
]

test_names_what_is_missing if {
	_findings("reachable", _doubtful) == {{
		"at": "",
		"message": "{source} is expected to reach {target}, which cannot be told at nat: {nat_it} is not known",
		"fix": "add to the bundle: DescribeNatGateways, DescribeSnatTableEntries {missing_1}, DescribeDBInstanceIPArrayList {missing_2}",
		"names": {"source": "source", "target": "target", "nat_it": "pod/1", "missing_1": "node/1", "missing_2": "pod/2"},
		"related": [],
	}}
}

test_flow_to_block_is_as_uncertain if {
	some finding in _findings("blocked", [_hop("dns", "unknown", [])])
	startswith(finding.message, "{source} is expected to be kept from {target}, which cannot be told at dns: ")
	startswith(finding.fix, "check it by hand")
}

test_silent_where_it_is_certain[verdict] if {
	some verdict in ["deny", "allow"]
	hops := [hop | some hop in _doubtful; verdict == "deny"]
	_findings("reachable", array.concat(hops, [_hop("eip", verdict, [])])) == set()
}

test_silent_about_flows_that_nobody_expects if _findings("", _doubtful) == set()
