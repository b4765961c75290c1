package egress.gate.network_policy_test

import data.egress.gate.network_policy

_globally(plain, side) := object.union(_policy(plain, _nobody), {"global": [{
	"end": "egress",
	"side": object.union(side, {"policies": ["policy/7"]}),
}]})

_new := {"cluster": {"terway_version": [1, 9, 4]}}

test_enforcement_of_global_policies[name] if {
	some name, row in {
		"option not known": {"of": _new, "is": "global-option"},
		"assumed": {"of": {"cluster": {"network_policy": "enforced"}}, "is": "enforced"},
		"old Terway": {"of": {}, "is": "terway-before-global"},
		"old Poseidon": {"of": {"cluster": {"poseidon_version": [0, 5, 0]}}, "is": "poseidon-before-global"},
		"no Poseidon": {"of": {"cluster": {"poseidon": "no"}}, "is": "no-poseidon"},
		"Poseidon not known": {"of": {"cluster": {"poseidon": "unknown"}}, "is": "poseidon-unknown"},
		"flannel": {"of": {"cluster": {"plugin": "flannel"}}, "is": "flannel"},
		"exclusive ENI": {"of": {"source": {"exclusive_eni": true}}, "is": "exclusive-eni"},
		"virtual node": {"of": {"source": {"virtual_node": true}}, "is": "not-ecs"},
		"host network": {"of": {"source": {"host_network": true}}, "is": "node-scope"},
	}
	flow := _input(_globally(_nobody, _isolated("no", "no")), row.of)

	network_policy.global_enforcement.egress == row.is with input as flow
}

_enforced := {"cluster": {"network_policy": "enforced"}}

# The union of both kinds counts where both are enforced.
test_union_with_network_policies[name] if {
	some name, row in {
		"global alone denies": {"plain": _nobody, "global": _isolated("no", "no"), "is": "deny"},
		"global alone allows": {"plain": _nobody, "global": _isolated("yes", "yes"), "is": "allow"},
		"global adds to it": {"plain": _isolated("no", "no"), "global": _isolated("yes", "yes"), "is": "allow"},
		"it adds to global": {"plain": _isolated("yes", "yes"), "global": _isolated("no", "no"), "is": "allow"},
		"both deny": {"plain": _isolated("no", "no"), "global": _isolated("no", "no"), "is": "deny"},
	}

	network_policy.hop.verdict == row.is with input as _input(_globally(row.plain, row.global), _enforced)
}

# While it is not known whether it is enforced, only a difference leaves a doubt.
test_global_policy_that_is_perhaps_enforced[name] if {
	some name, row in {
		"denies what is open": {"plain": _nobody, "global": _isolated("no", "no"), "is": "unknown"},
		"allows what is open": {"plain": _nobody, "global": _isolated("yes", "yes"), "is": "allow"},
		"lifts a denial": {"plain": _isolated("no", "no"), "global": _isolated("yes", "yes"), "is": "unknown"},
		"denies what is denied": {"plain": _isolated("no", "no"), "global": _isolated("no", "no"), "is": "deny"},
		"denies what is allowed": {"plain": _isolated("yes", "yes"), "global": _isolated("no", "no"), "is": "allow"},
	}

	network_policy.hop.verdict == row.is with input as _input(_globally(row.plain, row.global), _new)
}

test_doubt_about_a_global_policy_is_told if {
	hop := object.union(
		_hop("unknown", "global-unknown", concat(" ", [
			"{policy} may change the answer where it is enforced,",
			"and nothing tells whether Poseidon is installed, which alone enforces it",
		])),
		object.union(
			_at("policy/7", "policy"),
			{"missing": [{"export": "ListClusterAddonInstances", "of": ""}]},
		),
	)
	unsure := {"cluster": {"poseidon": "unknown"}}

	network_policy.hop == hop with input as _input(_globally(_nobody, _isolated("no", "no")), unsure)
}

test_global_policy_that_nobody_enforces if {
	flow := _input(_globally(_nobody, _isolated("no", "no")), {})
	hop := object.union(
		_hop("allow", "not-enforced", concat(" ", [
			"{policy} selects {pod},",
			"but GlobalNetworkPolicies need Terway 1.9.4 or later",
		])),
		{"at": "policy/7", "names": {"policy": "policy/7", "pod": "source"}},
	)

	network_policy.hop == hop with input as flow
	inert := {"end": "egress", "policy": "policy/7", "state": "terway-before-global"}
	network_policy.ineffective == {inert} with input as flow
}

test_idle_global_policy_leaves_the_others if {
	flow := _input(_globally(_isolated("no", "no"), _isolated("yes", "yes")), {})

	network_policy.hop.verdict == "deny" with input as flow
}
