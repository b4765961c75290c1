package egress.rules.network_policy.not_enforced_test

import data.egress.gate.network_policy
import data.egress.rules.network_policy.not_enforced

_side(policy, allowed) := {
	"isolated": true,
	"policies": [policy],
	"allowed": allowed,
	"by_block": allowed,
	"unranged": allowed,
	"unexcepted": allowed,
	"everything": false,
	"unlabelled": false,
	"rule": {"yes": "policy/9", "no": ""}[allowed],
}

_input(allowed, changes) := object.union(
	{
		"flow": {"family": "ipv4", "protocol": "tcp", "port": 6379},
		"cluster": {
			"product": "ack",
			"plugin": "terway",
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
			"at": {"plugin": "cluster/0", "network_policy": "cluster/1", "data_path": "", "poseidon": "cluster/2", "third_party": ""},
		},
		"source": {
			"host_network": false, "virtual_node": false,
			"exclusive_eni": false, "agent": {"acs": false, "short": false, "long": false, "mode": "", "at": ""},
		},
		"target": {"pod": true, "resolved": true},
		"policy": {
			"egress": _side("policy/0", allowed),
			"ingress": {"isolated": false, "policies": [], "allowed": "yes", "by_block": "yes", "unranged": "yes", "unexcepted": "yes", "everything": false, "unlabelled": false, "rule": ""},
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
	},
	changes,
)

_findings(flow) := found if {
	hop := network_policy.hop with input as flow
	found := not_enforced.findings with input as flow with data.egress.path.hops as [hop]
}

_flannel := {"cluster": {"plugin": "flannel"}}

test_g42_default_deny_on_flannel if {
	finding := {
		"at": "cluster/0",
		"message": "the NetworkPolicies of the cluster deny nothing: Flannel enforces no NetworkPolicy",
		"fix": "run the workload in a cluster with Terway, or deny the traffic by a security group",
		"names": {"policy0": "policy/0"},
		"related": [{"at": "policy/0", "message": "{policy0} has no effect"}],
	}

	_findings(_input("no", _flannel)) == {finding}
}

test_fix_and_place_fit_the_reason[fix] if {
	some row in [
		{
			"of": {"cluster": {"network_policy": "disabled"}},
			"fix": network_policy.remedies.disabled,
			"related": [{"at": "policy/0", "message": "{policy0} has no effect"}],
		},
		{
			"of": {"source": {"exclusive_eni": true}},
			"fix": network_policy.remedies["exclusive-eni"],
			"related": [],
		},
		{
			"of": {"cluster": {"product": "acs"}},
			"fix": concat(" ", [
				"annotate the pod template with",
				"alibabacloud.com/enable-network-policy-agent: \"true\" and install Poseidon",
			]),
			"related": [],
		},
	]
	fix := row.fix
	findings := _findings(_input("no", row.of))

	{[f.fix, f.related] | some f in findings} == {[fix, row.related]}
}

test_what_is_only_assumed_is_told_at_the_policy if {
	assumed := {"cluster": {"plugin": "flannel", "at": {"plugin": ""}}}
	message := "{policy} denies nothing: Flannel enforces no NetworkPolicy"

	{[f.at, f.message, f.related] | some f in _findings(_input("no", assumed))} == {["policy/0", message, []]}
}

test_both_ends_are_told if {
	both := object.union(_flannel, {"policy": {"ingress": _side("policy/5", "no")}})

	{[place.at | some place in f.related] | some f in _findings(_input("no", both))} == {["policy/0", "policy/5"]}
}

test_what_is_so_for_some_pods_only_names_the_pod if {
	exclusive := _findings(_input("no", {"source": {"exclusive_eni": true}}))
	message := "{policy} denies nothing that {pod} sends: Terway enforces no NetworkPolicy on exclusive ENIs"

	{[f.message, f.names] | some f in exclusive} == {[message, {"policy": "policy/0", "pod": "source"}]}
}

test_silent_when_the_policy_would_allow if _findings(_input("yes", _flannel)) == set()

test_silent_when_enforced if _findings(_input("no", {})) == set()

test_silent_about_the_host_network if {
	_findings(_input("no", {"source": {"host_network": true}})) == set()
}

test_silent_when_the_gate_is_not_asked_for if {
	findings := not_enforced.findings with input as _input("no", _flannel)
		with data.egress.path.hops as [{"gate": "route", "verdict": "deny", "reason": "no-route"}]

	findings == set()
}

_policies(more, instances) := {"policies": {"denying": ["object/0", "object/1"], "more": more, "instances": instances}}

_lints(cluster, policies) := found if {
	found := not_enforced.lints with input as {
		"cluster": object.union(_input("no", {}).cluster, cluster),
		"object": policies,
	}
}

test_lint_lists_the_policies_at_what_makes_them_idle if {
	disabled := {"network_policy": "disabled"}
	told := {[f.at, f.related[1]] | some f in _lints(disabled, _policies(false, false))}
	more := {[f.at, f.related[1]] | some f in _lints(disabled, _policies(true, false))}

	told == {["cluster/1", {"at": "object/1", "message": "{policy1} has no effect"}]}
	more == {["cluster/1", {"at": "object/1", "message": "{policy1} have no effect"}]}
}

test_lint_of_a_cluster_of_exclusive_enis if {
	exclusive := {"cluster": {"mode": "exclusive-eni"}}
	said := {[f.at, f.message] | some f in _findings(_input("no", exclusive))}
	linted := {[f.at, f.message] | some f in _lints(exclusive.cluster, _policies(false, false))}

	said == linted
	linted == {["cluster/0", concat("", [
		"the NetworkPolicies of the cluster deny nothing: ",
		"Terway enforces no NetworkPolicy on exclusive ENIs",
	])]}
}

test_lint_says_what_a_flow_says if {
	said := {[f.at, f.message, f.fix] | some f in _findings(_input("no", _flannel))}
	linted := {[f.at, f.message, f.fix] | some f in _lints(_flannel.cluster, _policies(false, false))}

	said == linted
}

test_lint_is_silent_where_some_are_enforced_or_may_be if {
	_lints({}, _policies(false, false)) == set()
	_lints({"plugin": "unknown"}, _policies(false, false)) == set()
	_lints({"plugin": "flannel", "third_party": "calico"}, _policies(false, false)) == set()
	_lints({"plugin": "flannel", "network_policy": "enforced"}, _policies(false, false)) == set()
	_lints({"plugin": "flannel"}, _policies(false, true)) == set()
	count(_lints({"plugin": "flannel", "poseidon": "no"}, _policies(false, true))) == 1
}

test_lint_is_silent_about_other_objects if {
	_lints({"network_policy": "disabled"}, {"policy_section": {}}) == set()
}
