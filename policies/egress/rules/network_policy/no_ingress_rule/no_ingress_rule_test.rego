package egress.rules.network_policy.no_ingress_rule_test

import data.egress.gate.network_policy
import data.egress.rules.network_policy.no_ingress_rule

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

_open := _side([], "yes")

_input(egress, ingress, exclusive) := {
	"flow": {"family": "ipv4", "protocol": "udp", "port": 53},
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
	},
	"source": {"host_network": false, "virtual_node": false, "exclusive_eni": false, "agent": {"acs": false, "short": false, "long": false, "mode": "", "at": ""}},
	"target": {"pod": true, "resolved": true},
	"policy": {
		"egress": egress,
		"ingress": ingress,
		"foreign": [],
		"global": [],
		"traffic": [],
		"target_node": false,
		"nodes_known": true,
		"self": false,
		"same_node": false,
		"target_host_network": false,
		"target_virtual_node": false,
		"target_exclusive_eni": exclusive,
		"target_agent": {"acs": false, "short": false, "long": false, "mode": "", "at": ""},
	},
}

_findings(flow) := found if {
	hop := network_policy.hop with input as flow
	found := no_ingress_rule.findings with input as flow with data.egress.path.hops as [hop]
}

test_destination_that_admits_others_only if {
	finding := {
		"at": "policy/5",
		"message": concat(" ", [
			"{policy} and another NetworkPolicy isolate {target},",
			"and no ingress rule allows UDP port 53 from {source}",
		]),
		"fix": "add an ingress rule to one of them that allows UDP port 53 from {source}",
		"names": {
			"policy": "policy/5", "policy1": "policy/6",
			"source": "source", "target": "target",
		},
		"related": [{"at": "policy/6", "message": "{policy1} selects {target} for ingress too"}],
	}

	_findings(_input(_open, _side(["policy/5", "policy/6"], "no"), false)) == {finding}
}

test_told_beside_a_denied_egress if {
	findings := _findings(_input(_side(["policy/0"], "no"), _side(["policy/5"], "no"), false))

	{f.at | some f in findings} == {"policy/5"}
}

test_silent_when_egress_alone_denies if {
	_findings(_input(_side(["policy/0"], "no"), _open, false)) == set()
	_findings(_input(_side(["policy/0"], "no"), _side(["policy/5"], "yes"), false)) == set()
}

test_silent_when_the_destination_enforces_nothing if {
	_findings(_input(_open, _side(["policy/5"], "no"), true)) == set()
	_findings(_input(_side(["policy/0"], "no"), _side(["policy/5"], "no"), true)) == set()
}

test_silent_when_the_gate_is_not_asked_for if {
	findings := no_ingress_rule.findings with input as _input(_open, _side(["policy/5"], "no"), false)
		with data.egress.path.hops as [{"gate": "route", "verdict": "deny", "reason": "no-route"}]

	findings == set()
}

test_an_instance_outside_is_an_address[family] if {
	some family, sender in {"ipv4": "the ipBlock {address}/32", "ipv6": "{source}"}
	outside := {"flow": {"family": family}, "source": {"ecs": "outside", "host_network": true}}
	some finding in _findings(object.union(_input(_open, _side(["policy/5"], "no"), false), outside))

	finding.fix == sprintf("add an ingress rule to {policy} that allows UDP port 53 from %s", [sender])
	finding.names.address == "node.address"
}
