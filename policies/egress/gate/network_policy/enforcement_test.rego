package egress.gate.network_policy_test

import data.egress.gate.network_policy

# Every row: what the environment is, and who enforces there.
_environments := {
	"terway": {"of": {}, "is": "enforced"},
	"terway, switched off": {"of": {"cluster": {"network_policy": "disabled"}}, "is": "disabled"},
	"terway, switch not known": {"of": {"cluster": {"network_policy": "unknown"}}, "is": "switch-unknown"},
	"terway, mode not known": {"of": {"cluster": {"mode": "unknown"}}, "is": "enforced"},
	"terway of exclusive ENIs": {"of": {"cluster": {"mode": "exclusive-eni"}}, "is": "exclusive-eni"},
	"terway, exclusive node pool": {"of": {"source": {"exclusive_eni": true}}, "is": "exclusive-eni"},
	"flannel": {"of": {"cluster": {"plugin": "flannel"}}, "is": "flannel"},
	"flannel, switched on": {
		"of": {"cluster": {"plugin": "flannel", "network_policy": "enabled"}, "source": {"exclusive_eni": true}},
		"is": "flannel",
	},
	"flannel and a mode of Terway": {
		"of": {"cluster": {"plugin": "flannel", "mode": "exclusive-eni"}},
		"is": "flannel",
	},
	"plugin not known, exclusive ENIs": {
		"of": {"cluster": {"plugin": "unknown", "mode": "exclusive-eni"}},
		"is": "exclusive-eni",
	},
	"plugin not known": {
		"of": {"cluster": {"plugin": "unknown", "network_policy": "unknown"}},
		"is": "plugin-unknown",
	},
	"plugin not known, switched on": {"of": {"cluster": {"plugin": "unknown"}}, "is": "plugin-unknown"},
	"plugin not known, switched off": {
		"of": {"cluster": {"plugin": "unknown", "network_policy": "disabled"}},
		"is": "disabled",
	},
	"acs": {"of": {"cluster": {"product": "acs"}}, "is": "no-agent"},
	"acs with agent": {
		"of": {"cluster": {"product": "acs"}, "source": {"agent": {"short": true}, "virtual_node": true}},
		"is": "enforced",
	},
	"acs with agent, without Poseidon": {
		"of": {"cluster": {"product": "acs", "poseidon": "no"}, "source": {"agent": {"long": true}}},
		"is": "no-poseidon",
	},
	"acs with agent, Poseidon not known": {
		"of": {"cluster": {"product": "acs", "poseidon": "unknown"}, "source": {"agent": {"short": true}}},
		"is": "poseidon-unknown",
	},
	"acs with agent, IPv6": {
		"of": {
			"cluster": {"product": "acs"}, "source": {"agent": {"short": true}},
			"flow": {"family": "ipv6"},
		},
		"is": "ipv6",
	},
	"acs with agent for TrafficPolicies": {
		"of": {"cluster": {"product": "acs"}, "source": {"agent": {"short": true, "mode": "traffic-policy"}}},
		"is": "traffic-mode",
	},
	"acs with agent in a mode that is not known": {
		"of": {"cluster": {"product": "acs"}, "source": {"agent": {"short": true, "mode": "strict"}}},
		"is": "mode-unknown",
	},
	"compute of acs in a cluster of ack": {"of": {"source": {"agent": {"acs": true}}}, "is": "no-agent"},
	"virtual node": {"of": {"source": {"virtual_node": true}}, "is": "instance-option"},
	"virtual node beside flannel": {
		"of": {"source": {"virtual_node": true}, "cluster": {"plugin": "flannel"}},
		"is": "instance-option",
	},
	"virtual node without Poseidon": {
		"of": {"source": {"virtual_node": true}, "cluster": {"poseidon": "no"}},
		"is": "no-poseidon",
	},
	"serverless": {"of": {"cluster": {"serverless": true, "poseidon": "unknown"}}, "is": "poseidon-unknown"},
	"flannel with calico": {
		"of": {"cluster": {"plugin": "flannel", "third_party": "calico"}},
		"is": "third-party",
	},
	"switched off, with cilium": {
		"of": {"cluster": {"network_policy": "disabled", "third_party": "cilium"}},
		"is": "third-party",
	},
	"enforced, with cilium": {"of": {"cluster": {"third_party": "cilium"}}, "is": "enforced"},
	"host network": {"of": {"source": {"host_network": true, "virtual_node": true}}, "is": "host-network"},
	"assumed": {
		"of": {
			"cluster": {"network_policy": "enforced", "plugin": "unknown", "data_path": "unknown"},
			"source": {"host_network": true},
		},
		"is": "enforced",
	},
}

test_enforcement[name] if {
	some name, row in _environments

	network_policy.enforcement.egress == row.is with input as _sending("no", "no", row.of)
}

# A denial holds where it is enforced, is nothing where it is not, and is a doubt where that is not known.
test_denial[name] if {
	some name, row in _environments
	verdict := _felt(row.is)

	network_policy.hop.verdict == verdict with input as _sending("no", "no", row.of)
}

_felt("enforced") := "deny"

_felt(state) := "allow" if state in network_policy.idle

_felt(state) := "unknown" if state in object.keys(network_policy.unsure)

test_permission_needs_no_enforcement[name] if {
	some name, row in _environments

	network_policy.hop.verdict == "allow" with input as _sending("yes", "yes", row.of)
}

# The destination's end is judged by where the destination runs.
test_enforcement_of_the_destination[name] if {
	some name, row in {
		"as the cluster": {"of": {"source": {"host_network": true}}, "is": "enforced"},
		"host network": {"of": {"policy": {"target_host_network": true}}, "is": "host-network"},
		"exclusive": {"of": {"policy": {"target_exclusive_eni": true}}, "is": "exclusive-eni"},
		"virtual": {"of": {"policy": {"target_virtual_node": true}}, "is": "instance-option"},
		"acs": {"of": {"cluster": {"product": "acs"}, "source": {"agent": {"short": true}}}, "is": "no-agent"},
		"acs with agent": {
			"of": {"cluster": {"product": "acs"}, "policy": {"target_agent": {"short": true}}},
			"is": "enforced",
		},
	}

	network_policy.enforcement.ingress == row.is with input as _arriving("no", "no", row.of)
}

test_a22_policy_without_effect[because] if {
	some because, changes in {
		"Flannel enforces no NetworkPolicy": {"cluster": {"plugin": "flannel"}},
		"Terway is configured not to enforce NetworkPolicies": {"cluster": {"network_policy": "disabled"}},
		"Terway enforces no NetworkPolicy on exclusive ENIs": {"source": {"exclusive_eni": true}},
		"ACS enforces NetworkPolicies only on pods with the agent annotation": {"cluster": {"product": "acs"}},
		"no NetworkPolicy applies to pods on the host network": {"source": {"host_network": true}},
	}
	hop := object.union(
		_hop("allow", "not-enforced", concat("", ["{policy} selects {pod}, but ", because])),
		{"at": "policy/0", "names": {"policy": "policy/0", "pod": "source"}},
	)

	network_policy.hop == hop with input as _sending("no", "no", changes)
}

test_g42_default_deny_on_flannel if {
	flannel := _sending("no", "no", {"cluster": {"plugin": "flannel", "network_policy": "unknown"}})

	network_policy.hop.verdict == "allow" with input as flannel
	ineffective := network_policy.ineffective with input as flannel
	ineffective == {{"end": "egress", "policy": "policy/0", "state": "flannel"}}
}

test_policy_without_effect_on_the_destination if {
	changes := {"policy": {"target_exclusive_eni": true}}

	network_policy.hop.reason == "not-enforced" with input as _arriving("no", "no", changes)
	network_policy.hop.names.pod == "target" with input as _arriving("no", "no", changes)
}

test_ineffective_is_what_would_deny[what] if {
	some what, row in {
		"denies": {"input": _sending("no", "no", {"cluster": {"plugin": "flannel"}}), "is": {"egress"}},
		"allows": {"input": _sending("yes", "yes", {"cluster": {"plugin": "flannel"}}), "is": set()},
		"may deny": {"input": _sending("maybe", "maybe", {"cluster": {"plugin": "flannel"}}), "is": set()},
		"enforced": {"input": _sending("no", "no", {}), "is": set()},
		"host network": {"input": _sending("no", "no", {"source": {"host_network": true}}), "is": set()},
		"destination": {"input": _arriving("no", "no", {"cluster": {"plugin": "flannel"}}), "is": {"ingress"}},
	}

	{inert.end | some inert in network_policy.ineffective} == row.is with input as row.input
}
