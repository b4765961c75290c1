package egress.rules.network_policy.foreign_kind_test

import data.egress.gate.network_policy
import data.egress.rules.network_policy.foreign_kind

_pod := {"acs": false, "short": false, "long": false, "mode": "", "at": ""}

_open := {
	"isolated": false, "policies": [], "allowed": "yes", "by_block": "yes",
	"unranged": "yes", "unexcepted": "yes", "everything": false, "unlabelled": false, "rule": "",
}

_input(provider, foreign) := {
	"flow": {"family": "ipv4", "protocol": "tcp", "port": 443},
	"cluster": {
		"product": "ack",
		"plugin": "terway",
		"mode": "shared-eni",
		"network_policy": "enabled",
		"data_path": "veth",
		"policy_provider": provider,
		"terway_version": [],
		"created_version": [],
		"poseidon": "unknown",
		"poseidon_version": [],
		"third_party": "",
		"serverless": false,
	},
	"source": {"host_network": false, "virtual_node": false, "exclusive_eni": false, "agent": _pod},
	"target": {"kind": "internet", "pod": false, "resolved": true},
	"policy": {
		"egress": _open,
		"ingress": _open,
		"global": [],
		"traffic": [],
		"foreign": [foreign],
		"self": false,
		"same_node": false,
		"target_node": false,
		"nodes_known": true,
		"target_host_network": false,
		"target_virtual_node": false,
		"target_exclusive_eni": false,
		"target_agent": _pod,
	},
}

_calico(denies) := {
	"at": "policy/3", "family": "calico", "end": "egress",
	"denies": denies, "allows": true, "unread": false,
}

_findings(flow) := found if {
	hop := network_policy.hop with input as flow
	found := foreign_kind.findings with input as flow with data.egress.path.hops as [hop]
}

test_object_that_leaves_it_unknown if {
	_findings(_input("iptables", _calico("always"))) == {{
		"at": "policy/3",
		"message": "whether {policy} has an effect is not known: ACK does not support policies of Calico",
		"fix": "write its rules as NetworkPolicies and delete it, or test what it does",
		"names": {"policy": "policy/3"},
		"related": [],
	}}
}

test_object_that_nothing_reads if {
	_findings(_input("ebpf", _calico("always"))) == {{
		"at": "policy/3",
		"message": "{policy} has no effect on {pod}: nothing enforces policies of Calico there",
		"fix": "write its rules as NetworkPolicies and delete it",
		"names": {"policy": "policy/3", "pod": "source"},
		"related": [],
	}}
}

test_silent_when_it_cannot_matter[provider] if {
	some provider in ["iptables", "ebpf"]
	_findings(_input(provider, _calico(""))) == set()
}
