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
		"at": "policy/0",
		"message": "{policy} denies nothing: Flannel enforces no NetworkPolicy",
		"fix": "run the workload in a cluster with Terway, or deny the traffic by a security group",
		"names": {"policy": "policy/0"},
		"related": [{"at": "cluster/0", "message": "the cluster uses Flannel"}],
	}

	_findings(_input("no", _flannel)) == {finding}
}

test_fix_and_place_fit_the_reason[fix] if {
	some row in [
		{
			"of": {"cluster": {"network_policy": "disabled"}},
			"fix": concat(" ", [
				"set disable_network_policy to \"false\" in ConfigMap",
				"kube-system/eni-config and restart Terway",
			]),
			"related": [{"at": "cluster/1", "message": "NetworkPolicies are switched off here"}],
		},
		{
			"of": {"source": {"exclusive_eni": true}},
			"fix": concat(" ", [
				"run the pod on a node of shared ENIs,",
				"or deny the traffic by the security group of its ENI",
			]),
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

test_place_that_is_written_nowhere_is_left_out if {
	assumed := {"cluster": {"plugin": "flannel", "at": {"plugin": ""}}}

	{f.related | some f in _findings(_input("no", assumed))} == {[]}
}

test_both_ends_are_told if {
	both := object.union(_flannel, {"policy": {"ingress": _side("policy/5", "no")}})

	{f.at | some f in _findings(_input("no", both))} == {"policy/0", "policy/5"}
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
