package egress.rules.network_policy.no_egress_rule_test

import data.egress.gate.network_policy
import data.egress.rules.network_policy.no_egress_rule

_side(policies, allowed) := {
	"isolated": count(policies) > 0,
	"policies": policies,
	"allowed": allowed,
	"by_block": allowed,
	"unranged": allowed,
	"unexcepted": allowed,
	"everything": false,
	"unlabelled": false,
	"rule": {"yes": "policy/9", "no": ""}[allowed],
}

_input(policies, allowed, plugin) := {
	"flow": {"family": "ipv4", "protocol": "tcp", "port": 5222},
	"cluster": {
		"product": "ack",
		"plugin": plugin,
		"mode": "shared-eni",
		"network_policy": "enabled",
		"data_path": "veth",
		"terway_version": [],
		"created_version": [],
		"policy_provider": "unknown",
		"poseidon": "yes",
		"poseidon_version": [0, 8, 0],
		"third_party": "",
		"serverless": false,
	},
	"source": {"host_network": false, "virtual_node": false, "exclusive_eni": false, "agent": {"acs": false, "short": false, "long": false, "mode": "", "at": ""}},
	"target": {"pod": false, "resolved": true},
	"policy": {
		"egress": _side(policies, allowed),
		"ingress": _side([], "yes"),
		"foreign": [],
		"global": [],
		"traffic": [],
		"target_node": false,
		"nodes_known": true,
		"self": false,
		"same_node": false,
		"target_host_network": false,
		"target_virtual_node": false,
		"target_exclusive_eni": false,
		"target_agent": {"acs": false, "short": false, "long": false, "mode": "", "at": ""},
	},
}

_findings(flow) := found if {
	hop := network_policy.hop with input as flow
	found := no_egress_rule.findings with input as flow with data.egress.path.hops as [hop]
}

test_policy_that_allows_nothing_of_the_kind if {
	finding := {
		"at": "policy/0",
		"message": "{policy} isolates {source}, and no egress rule allows TCP port 5222 to {target}",
		"fix": "add an egress rule to {policy} that allows TCP port 5222 to {target}",
		"names": {"policy": "policy/0", "source": "source", "target": "target"},
		"related": [],
	}

	_findings(_input(["policy/0"], "no", "terway")) == {finding}
}

test_range_of_the_destination_is_told if {
	flow := object.union(_input(["policy/0"], "no", "terway"), {"pod": {"security_group": {"destination": "pod/9"}}})
	fix := "add an egress rule to {policy} that allows TCP port 5222 to {target} (ipBlock {range})"

	{[f.fix, f.names.range] | some f in _findings(flow)} == {[fix, "pod/9"]}
}

test_every_policy_that_isolates_is_told if {
	findings := _findings(_input(["policy/0", "policy/1", "policy/2"], "no", "terway"))
	related := [
		{"at": "policy/1", "message": "{policy1} selects {source} for egress too"},
		{"at": "policy/2", "message": "{policy2} selects {source} for egress too"},
	]
	names := {
		"policy": "policy/0", "policy1": "policy/1", "policy2": "policy/2",
		"source": "source", "target": "target",
	}

	{[f.related, f.names] | some f in findings} == {[related, names]}
	{[f.message, f.fix] | some f in findings} == {[
		"{policy} and 2 other NetworkPolicies isolate {source}, and no egress rule allows TCP port 5222 to {target}",
		"add an egress rule to one of them that allows TCP port 5222 to {target}",
	]}
}

test_silent_when_a_rule_allows if _findings(_input(["policy/0"], "yes", "terway")) == set()

test_silent_when_nobody_enforces if _findings(_input(["policy/0"], "no", "flannel")) == set()

test_silent_without_a_policy if _findings(_input([], "yes", "terway")) == set()
