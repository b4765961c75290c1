package egress.rules.nat.several_addresses_test

import data.egress.rules.nat.several_addresses

_findings(asked, changes) := findings if {
	hop := object.union({"gate": "nat", "verdict": "allow", "at": "pod/5", "egress": ["pod/6", "pod/7"]}, changes)
	findings := several_addresses.findings with data.egress.path.hops as [hop] with input as {"flow": {"asked": asked}}
}

test_nat_004_a_pool_of_addresses if {
	{[f.at, f.names.first, f.names.second] | some f in _findings(true, {})} == {["pod/5", "pod/6", "pod/7"]}
}

test_silent_about_one_address if _findings(true, {"egress": ["pod/6"]}) == set()

test_silent_about_a_flow_that_is_stopped if _findings(true, {"verdict": "deny"}) == set()

test_silent_where_nobody_asks if _findings(false, {}) == set()
