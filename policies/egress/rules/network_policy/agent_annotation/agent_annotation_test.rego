package egress.rules.network_policy.agent_annotation_test

import data.egress.gate.network_policy
import data.egress.rules.network_policy.agent_annotation

_pod := {"acs": false, "short": false, "long": false, "mode": "", "at": "source/1"}

_side(policies) := {
	"isolated": count(policies) > 0, "policies": policies, "allowed": "yes", "by_block": "yes",
	"unranged": "yes", "unexcepted": "yes", "everything": false, "unlabelled": false, "rule": "policy/1",
}

_input(policies, agent) := {
	"flow": {"family": "ipv4", "protocol": "tcp", "port": 443},
	"cluster": {
		"product": "acs",
		"network_policy": "unknown",
		"data_path": "unknown",
		"policy_provider": "unknown",
		"terway_version": [],
		"created_version": [],
		"poseidon": "yes",
		"poseidon_version": [0, 8, 0],
		"third_party": "",
		"serverless": false,
	},
	"source": {
		"host_network": false, "virtual_node": true, "exclusive_eni": false,
		"agent": object.union(_pod, agent),
	},
	"target": {"kind": "internet", "pod": false, "resolved": true},
	"policy": {
		"egress": _side(policies),
		"ingress": _side([]),
		"global": [],
		"traffic": [],
		"foreign": [],
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

_findings(flow) := found if {
	hop := network_policy.hop with input as flow
	found := agent_annotation.findings with input as flow with data.egress.path.hops as [hop]
}

test_name_of_the_other_page if {
	_findings(_input(["policy/0"], {"long": true})) == {{
		"at": "source/1",
		"message": concat(" ", [
			"{pod} asks for the policy agent by network.alibabacloud.com/enable-network-policy-agent,",
			"and alibabacloud.com/enable-network-policy-agent is what the documentation of its mode says",
		]),
		"fix": "annotate the pod template with alibabacloud.com/enable-network-policy-agent: \"true\" as well",
		"names": {"pod": "source"},
		"related": [],
	}}
}

test_name_of_the_other_page_for_traffic_policies if {
	found := _findings(_input(["policy/0"], {"short": true, "mode": "traffic-policy"}))
	{f.fix | some f in found} == {"annotate the pod template with network.alibabacloud.com/enable-network-policy-agent: \"true\" as well"}
}

test_silent[name] if {
	some name, flow in {
		"documented": _input(["policy/0"], {"short": true}),
		"both": _input(["policy/0"], {"short": true, "long": true, "mode": "traffic-policy"}),
		"neither": _input(["policy/0"], {}),
		"no policy": _input([], {"long": true}),
	}
	_findings(flow) == set()
}
