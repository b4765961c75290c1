package egress.exit_test

import data.egress.exit

_input(plugin, source) := {
	"cluster": {"plugin": plugin, "mode": "unknown", "product": "unknown"},
	"source": object.union({"host_network": false, "virtual_node": false}, source),
	"pod": {"missing": [{"export": "DescribeNetworkInterfaces", "of": ""}]},
	"node": {"missing": []},
}

test_terway_pod_leaves_with_its_own_address if {
	exit.identity == "pod" with input as _input("terway", {})
	exit.address == "pod.address" with input as _input("terway", {})
}

test_flannel_pod_leaves_as_its_node if {
	exit.identity == "node" with input as _input("flannel", {})
	exit.eni == "node.eni" with input as _input("flannel", {})
}

test_host_network_is_the_node[plugin] if {
	some plugin in ["terway", "flannel", "unknown"]
	exit.identity == "node" with input as _input(plugin, {"host_network": true})
}

test_virtual_node_has_an_eni_of_its_own if {
	exit.identity == "pod" with input as _input("flannel", {"virtual_node": true})
}

test_acs_pod_has_an_eni_of_its_own if {
	acs := {"cluster": {"plugin": "unknown", "mode": "unknown", "product": "acs"}}
	exit.identity == "pod" with input as object.union(_input("unknown", {}), acs)
}

test_legacy_vpc_mode_masquerades if {
	vpc := {"cluster": {"plugin": "terway", "mode": "vpc", "product": "ack"}}
	exit.identity == "node" with input as object.union(_input("terway", {}), vpc)
}

test_unknown_plugin_asks_for_the_cluster if {
	exit.identity == "unknown" with input as _input("unknown", {})
	exit.missing == {{"export": "DescribeClusterDetail", "of": ""}} with input as _input("unknown", {})
	not exit.facts with input as _input("unknown", {})
}

test_missing_of_the_identity_is_passed_on if {
	exit.missing == {{"export": "DescribeNetworkInterfaces", "of": ""}} with input as _input("terway", {})
}

_flannel(changes) := object.union(_input("flannel", {}), changes)

test_packets_inside_the_container_network_keep_the_address_of_the_pod[what] if {
	some what, changes in {
		"a pod": {"target": {"pod": true}, "policy": {"target_host_network": false}},
		"an address of the container network": {"target": {"ranges": ["rfc1918", "pods"]}},
		"multicast": {"target": {"ranges": ["multicast"]}},
	}
	vpc := {"cluster": {"plugin": "terway", "mode": "vpc"}}

	exit.identity == "pod" with input as _flannel(changes)
	exit.identity == "pod" with input as object.union(_flannel(changes), vpc)
}

test_a_pod_on_the_host_network_is_outside_of_it if {
	changes := {"target": {"pod": true}, "policy": {"target_host_network": true}}

	exit.identity == "node" with input as _flannel(changes)
}

test_flannel_without_masquerading if {
	exit.identity == "pod" with input as _flannel({"cluster": {"masquerade": "no"}})
	exit.identity == "node" with input as _flannel({"cluster": {"masquerade": "unknown"}})
}

test_the_host_balances_for_exclusive_enis[what] if {
	some what, changes in {
		"node pool": {"source": {"exclusive_eni": true}},
		"cluster": {"cluster": {"mode": "exclusive-eni"}},
	}
	exclusive := object.union(_input("terway", {}), changes)

	exit.identity == "node" with input as object.union(exclusive, {"target": {"balanced": true}})
	exit.identity == "pod" with input as object.union(exclusive, {"target": {"balanced": false}})
}

test_shared_enis_keep_their_address_through_a_service if {
	exit.identity == "pod" with input as object.union(_input("terway", {}), {"target": {"balanced": true}})
}
