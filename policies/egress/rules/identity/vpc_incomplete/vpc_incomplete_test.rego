package egress.rules.identity.vpc_incomplete_test

import data.egress.rules.identity.vpc_incomplete

test_vpc_001_a_field_without_a_value if {
	findings := vpc_incomplete.findings with input.cluster.vpc_lacks as [
		{"at": "cluster/0", "of": "cluster/1"},
		{"at": "cluster/2", "of": "cluster/3"},
	]

	{[f.at, f.names] | some f in findings} == {
		["cluster/0", {"field": "cluster/0", "vpc": "cluster/1"}],
		["cluster/2", {"field": "cluster/2", "vpc": "cluster/3"}],
	}
}

test_silent_about_a_whole_vpc if {
	count(vpc_incomplete.findings) == 0 with input.cluster.vpc_lacks as []
}
