package egress.gate.network_policy_test

import data.egress.gate.network_policy

_object(changes) := object.union(
	{
		"at": "policy/8", "family": "calico", "end": "egress",
		"denies": "always", "allows": false, "unread": false,
	},
	changes,
)

_with(policy, foreign) := object.union(policy, {"foreign": [_object(foreign)]})

_base := {
	"open": _policy(_nobody, _nobody),
	"allow": _policy(_isolated("yes", "yes"), _nobody),
	"deny": _policy(_isolated("no", "no"), _nobody),
}

# Which rule sets turn which answers round.
test_foreign_policy_that_may_change_the_answer[name] if {
	some name, row in {
		"denial of what is open": {"base": "open", "of": {}, "is": "unknown"},
		"denial of what is allowed": {"base": "allow", "of": {}, "is": "unknown"},
		"denial of what is denied": {"base": "deny", "of": {}, "is": "deny"},
		"default of what is open": {"base": "open", "of": {"denies": "unless-allowed"}, "is": "unknown"},
		"default of what is allowed": {"base": "allow", "of": {"denies": "unless-allowed"}, "is": "allow"},
		"baseline of what is open": {"base": "open", "of": {"denies": "unless-isolated"}, "is": "unknown"},
		"baseline of what is allowed": {"base": "allow", "of": {"denies": "unless-isolated"}, "is": "allow"},
		"permission of what is denied": {"base": "deny", "of": {"denies": "", "allows": true}, "is": "unknown"},
		"permission of what is open": {"base": "open", "of": {"denies": "", "allows": true}, "is": "allow"},
	}

	network_policy.hop.verdict == row.is with input as _input(_with(_base[row.base], row.of), {})
}

# Who reads which family.
test_foreign_policy_that_somebody_may_read[name] if {
	some name, row in {
		"calico behind felix": {"of": {}, "in": {}, "is": "unknown"},
		"calico behind cilium": {"of": {}, "in": {"cluster": {"data_path": "datapath-v2"}}, "is": "allow"},
		"calico behind either": {"of": {}, "in": {"cluster": {"data_path": "unknown"}}, "is": "unknown"},
		"calico on flannel": {"of": {}, "in": {"cluster": {"plugin": "flannel"}}, "is": "allow"},
		"calico beside flannel": {
			"of": {}, "in": {"cluster": {"plugin": "flannel", "third_party": "calico"}},
			"is": "unknown",
		},
		"calico on ACS": {
			"of": {}, "in": {"cluster": {"product": "acs"}, "source": {"agent": {"short": true}}},
			"is": "allow",
		},
		"cilium behind felix": {"of": {"family": "cilium"}, "in": {}, "is": "allow"},
		"cilium behind cilium": {
			"of": {"family": "cilium"}, "in": {"cluster": {"policy_provider": "ebpf"}},
			"is": "unknown",
		},
		"admin": {"of": {"family": "admin"}, "in": {}, "is": "unknown"},
		"admin on flannel": {"of": {"family": "admin"}, "in": {"cluster": {"plugin": "flannel"}}, "is": "allow"},
		"host network": {"of": {}, "in": {"source": {"host_network": true}}, "is": "allow"},
		"itself": {"of": {}, "in": {"policy": {"self": true}}, "is": "allow"},
		"enforcement not known": {"of": {}, "in": {"cluster": {"network_policy": "unknown"}}, "is": "unknown"},
		"traffic where it does not count": {"of": {"family": "traffic", "unread": true}, "in": {}, "is": "allow"},
		"traffic where it counts": {
			"of": {"family": "traffic", "unread": true},
			"in": {"cluster": {"product": "acs"}, "source": {"agent": {"long": true, "mode": "traffic-policy"}}},
			"is": "unknown",
		},
	}
	flow := object.union(_input(_with(_base.open, row.of), {}), row["in"])

	network_policy.hop.verdict == row.is with input as flow
}

test_foreign_policy_is_told_with_the_reason if {
	hop := object.union(
		_hop(
			"unknown", "foreign-policy",
			"{policy} may deny it, and ACK does not support policies of Calico",
		),
		_at("policy/8", "policy"),
	)

	network_policy.hop == hop with input as _input(_with(_base.open, {}), {})
	note := "{policy} may allow it, and it has parts that are not read here"
	lifts := _with(_base.deny, {"allows": true, "unread": true})
	network_policy.hop.note == note with input as _input(lifts, {})
}

test_denial_of_the_other_end_outweighs_a_foreign_policy if {
	ingress := object.union(_isolated("no", "no"), {"policies": ["policy/5"]})
	flow := _input(_with(_policy(_nobody, ingress), {}), {"target": _pod})

	network_policy.hop.reason == "no-ingress-rule" with input as flow
}
