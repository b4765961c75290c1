package egress.path_test

import data.egress.path

_input(gates) := {"flow": {"gates": gates}, "target": {"kind": "internet"}}

_order := ["network-policy", "security-group", "network-acl", "route", "nat", "eip", "ipv6-gateway", "whitelist"]

# Every gate answers by its name alone.
_gates(gates) := names if {
	names := [hop.gate | some hop in path.hops] with input as _input(gates)
		with data.egress.gate.whitelist.hop as {"gate": "whitelist"}
		with data.egress.gate.ipv6_gateway.hop as {"gate": "ipv6-gateway"}
		with data.egress.gate.eip.hop as {"gate": "eip"}
		with data.egress.gate.nat.hop as {"gate": "nat"}
		with data.egress.gate.route.hop as {"gate": "route"}
		with data.egress.gate.network_acl.hop as {"gate": "network-acl"}
		with data.egress.gate.security_group.hop as {"gate": "security-group"}
		with data.egress.gate.network_policy.hop as {"gate": "network-policy"}
}

test_order_is_fixed if _gates([]) == _order

test_no_list_of_gates_means_all if _gates(null) == _order

test_one_gate[gate] if {
	some gate in _order
	_gates([gate]) == [gate]
}

test_gates_asked_for_keep_their_order if _gates(["whitelist", "route", "nat"]) == ["route", "nat", "whitelist"]

test_gate_that_is_not_known_is_not_on_the_way if _gates(["load-balancer"]) == []

test_gate_without_an_answer_has_no_hop if {
	hops := path.hops with input as _input(["route", "whitelist"])
		with data.egress.gate.route.hop as {"gate": "route", "verdict": "allow"}

	hops == [{"gate": "route", "verdict": "allow"}]
}
