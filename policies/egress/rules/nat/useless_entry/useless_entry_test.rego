package egress.rules.nat.useless_entry_test

import data.egress.rules.nat.useless_entry
import data.egress.way_test as sample

_entry := {"cluster": {"pod_entries": ["cluster/9"]}}

_uncovered := {"route": {"covering": [sample.route([sample.to_nat({"entries": []})], {})]}}

test_nat_005_entry_for_the_container_network if {
	findings := useless_entry.findings with input as object.union(sample.flannel(_uncovered), _entry)

	findings == {{
		"at": "cluster/9",
		"message": "{entry} is for the pod CIDR block, and pods of Flannel leave with the address of their node",
		"fix": "delete {entry}, and add an SNAT entry for {vswitch}, the vSwitch of the node",
		"names": {"entry": "cluster/9", "vswitch": "node.vswitch"},
		"related": [],
	}}
}

test_silent_where_the_node_is_covered if {
	count(useless_entry.findings) == 0 with input as object.union(sample.flannel({}), _entry)
}

test_silent_without_such_an_entry if count(useless_entry.findings) == 0 with input as sample.flannel(_uncovered)
