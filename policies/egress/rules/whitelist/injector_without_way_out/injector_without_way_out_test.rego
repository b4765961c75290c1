package egress.rules.whitelist.injector_without_way_out_test

import data.egress.rules.whitelist.injector_without_way_out

_input(hops, changes) := object.union(
	{
		"cluster": {"product": "ack", "plugin": "terway", "mode": "shared-eni", "injector": "yes"},
		"source": {
			"host_network": false, "virtual_node": false, "injector": true,
			"injection": {"at": "source/1", "call": {"hops": hops}},
		},
		"target": {"kind": "rds", "database": {"at": "target/1"}},
	},
	changes,
)

_findings(hops, changes) := found if {
	found := injector_without_way_out.findings with input as _input(hops, changes)
		with data.egress.path.hops as [{"gate": "whitelist"}]
}

_hop(gate, verdict) := {"gate": gate, "verdict": verdict}

test_call_that_does_not_get_out[gate] if {
	some gate in ["route", "nat", "eip"]
	finding := {
		"at": "source/1",
		"message": "the injector has {source} call a public endpoint to be listed at {database}, and {source} has no way out",
		"fix": concat(" ", [
			"start the injector with --intranet-access: kubectl -n kube-system edit deployment kubernetes-webhook-injector;",
			"or give {vswitch} a way out by an SNAT entry",
		]),
		"names": {"source": "source", "database": "target/1", "vswitch": "pod.vswitch"},
		"related": [],
	}

	_findings([_hop("network-policy", "allow"), _hop(gate, "deny")], {}) == {finding}
}

test_silent[what] if {
	some what, row in {
		"no call": [[], {}],
		"a call that gets out": [[_hop("nat", "allow")], {}],
		"a doubt": [[_hop("nat", "unknown")], {}],
		"a rule that may admit the endpoint": [[_hop("security-group", "deny")], {}],
		"flannel": [[_hop("nat", "deny")], {"cluster": {"plugin": "flannel"}}],
	}

	_findings(row[0], row[1]) == set()
}
