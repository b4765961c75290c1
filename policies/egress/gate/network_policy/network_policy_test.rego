package egress.gate.network_policy_test

import data.egress.gate.network_policy

_flow := {"family": "ipv4", "protocol": "tcp", "port": 443, "gates": ["network-policy"], "smtp_unblocked": false}

_cluster := {
	"product": "ack",
	"plugin": "terway",
	"mode": "shared-eni",
	"data_path": "veth",
	"terway_version": [1, 8, 0],
	"created_version": [],
	"policy_provider": "unknown",
	"poseidon": "yes",
	"poseidon_version": [0, 8, 0],
	"third_party": "",
	"serverless": false,
	"network_policy": "enabled",
}

_source := {"host_network": false, "exclusive_eni": false, "virtual_node": false, "agent": {"acs": false, "short": false, "long": false, "mode": "", "at": ""}}

_internet := {"kind": "internet", "resolved": true, "pod": false, "database": {"missing": null}}

_pod := {"kind": "pod", "resolved": true, "pod": true, "database": {"missing": null}}

_nobody := {"isolated": false, "policies": [], "allowed": "yes", "by_block": "yes", "unranged": "yes", "unexcepted": "yes", "everything": false, "unlabelled": false, "rule": ""}

_isolated(allowed, by_block) := {
	"isolated": true,
	"policies": ["policy/0"],
	"allowed": allowed,
	"by_block": by_block,
	"unranged": by_block,
	"unexcepted": by_block,
	"everything": false,
	"unlabelled": false,
	"rule": {"yes": "policy/1", "maybe": "policy/1", "no": ""}[by_block],
}

_policy(egress, ingress) := {
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
	"target_exclusive_eni": false,
	"target_virtual_node": false,
	"target_agent": {"acs": false, "short": false, "long": false, "mode": "", "at": ""},
}

# The identity facts stay out: the gate must not need them.
_input(policy, changes) := object.union(
	{
		"flow": _flow,
		"cluster": _cluster,
		"source": _source,
		"target": _internet,
		"policy": policy,
		"pod": {},
		"node": {},
	},
	changes,
)

_sending(allowed, by_block, changes) := _input(_policy(_isolated(allowed, by_block), _nobody), changes)

_arriving(allowed, by_block, changes) := _input(
	_policy(_nobody, object.union(_isolated(allowed, by_block), {"policies": ["policy/5"]})),
	object.union({"target": _pod}, changes),
)

_hop(verdict, reason, note) := {
	"gate": "network-policy",
	"verdict": verdict,
	"reason": reason,
	"note": note,
	"names": {},
	"at": "",
	"missing": [],
	"egress": [],
}

_at(handle, part) := {"at": handle, "names": {part: handle}}

test_no_policy_allows if {
	hop := _hop("allow", "no-policy", "no NetworkPolicy selects the pod")

	network_policy.hop == hop with input as _input(_policy(_nobody, _nobody), {})
}

test_no_policy_of_either_pod_allows if {
	hop := _hop("allow", "no-policy", "no NetworkPolicy selects either pod")

	network_policy.hop == hop with input as _input(_policy(_nobody, _nobody), {"target": _pod})
}

test_no_policy_needs_no_enforcement[plugin] if {
	some plugin in ["terway", "flannel", "unknown"]
	unsure := {"cluster": {"plugin": plugin, "network_policy": "unknown", "data_path": "unknown"}}

	network_policy.hop.reason == "no-policy" with input as _input(_policy(_nobody, _nobody), unsure)
}

test_g43_union_of_the_policies_allows if {
	hop := object.union(_hop("allow", "rule-allows", "{rule} allows it"), _at("policy/1", "rule"))

	network_policy.hop == hop with input as _sending("yes", "yes", {})
}

test_both_ends_allow if {
	ingress := object.union(_isolated("yes", "yes"), {"rule": "policy/7"})
	both := _input(_policy(_isolated("yes", "yes"), ingress), {"target": _pod})
	hop := object.union(
		_hop("allow", "rule-allows", "{rule} and {other} allow it"),
		{"at": "policy/1", "names": {"rule": "policy/1", "other": "policy/7"}},
	)

	network_policy.hop == hop with input as both
}

test_ingress_alone_allows if {
	network_policy.hop.at == "policy/1" with input as _arriving("yes", "yes", {})
	network_policy.hop.note == "{rule} allows it" with input as _arriving("yes", "yes", {})
}

# G44: the facts tell which of its three policies isolate; the first allows all and the third does not isolate.
test_g44_policy_without_a_rule_denies if {
	hop := object.union(
		_hop("deny", "no-egress-rule", "no egress rule of {policy} allows it"),
		_at("policy/0", "policy"),
	)

	network_policy.hop == hop with input as _sending("no", "no", {})
}

test_denying_policies_are_counted[note] if {
	some n, note in {
		2: "no egress rule of {policy} or of another NetworkPolicy allows it",
		4: "no egress rule of {policy} or of 3 other NetworkPolicies allows it",
	}
	egress := object.union(_isolated("no", "no"), {"policies": array.slice(
		["policy/0", "policy/1", "policy/2", "policy/3"],
		0, n,
	)})

	network_policy.hop.note == note with input as _input(_policy(egress, _nobody), {})
}

test_ingress_of_the_destination_denies if {
	hop := object.union(
		_hop("deny", "no-ingress-rule", "no ingress rule of {policy} allows it"),
		_at("policy/5", "policy"),
	)

	network_policy.hop == hop with input as _arriving("no", "no", {})
}

test_allowed_egress_does_not_make_up_for_ingress if {
	ingress := object.union(_isolated("no", "no"), {"policies": ["policy/5"]})
	both := _input(_policy(_isolated("yes", "yes"), ingress), {"target": _pod})

	network_policy.hop.at == "policy/5" with input as both
}

test_egress_is_told_when_both_deny if {
	both := _input(_policy(_isolated("no", "no"), _isolated("no", "no")), {"target": _pod})

	network_policy.hop.reason == "no-egress-rule" with input as both
	network_policy.stands == {"egress": "deny", "ingress": "deny"} with input as both
}

test_denial_outweighs_a_doubt if {
	both := _input(_policy(_isolated("maybe", "maybe"), _isolated("no", "no")), {"target": _pod})

	network_policy.hop.reason == "no-ingress-rule" with input as both
}

_situations := [situation |
	some plugin in ["terway", "flannel", "unknown"]
	some switch in ["enabled", "disabled", "unknown"]
	some path in ["veth", "datapath-v2"]
	some egress in [["no", "no"], ["no", "yes"], ["yes", "yes"]]
	some ingress in [["no", "no"], ["no", "maybe"], ["yes", "yes"]]
	situation := _input(
		_policy(_isolated(egress[0], egress[1]), _isolated(ingress[0], ingress[1])),
		{
			"target": _pod,
			"cluster": {
				"plugin": plugin,
				"network_policy": switch,
				"data_path": path,
				"at": {"plugin": "cluster/0", "network_policy": "cluster/1", "poseidon": "", "third_party": ""},
			},
		},
	)
]

# Whatever the facts are, the gate answers: a denial by one end decides, then a doubt.
test_every_situation_has_one_answer if {
	answers := [right |
		some situation in _situations
		stands := network_policy.stands with input as situation
		verdict := network_policy.hop.verdict with input as situation
		right := verdict == _expected({stands.egress, stands.ingress})
	]
	count(answers) == 162
	{right | some right in answers} == {true}
}

# Each end that denies is told by its own rule, each that would deny as a warning, and nothing else is told.
test_every_denial_has_its_finding if {
	answers := [right |
		some situation in _situations
		hop := network_policy.hop with input as situation
		stands := network_policy.stands with input as situation
		inert := network_policy.ineffective with input as situation
		rules := {rule | some rule; some _ in data.egress.rules.network_policy[rule].findings} with input as situation
			with data.egress.path.hops as [hop]
		denials := {rule | some end, "deny" in stands; rule := sprintf("no_%s_rule", [end])}
		warnings := {"not_enforced" | some _ in inert}
		right := rules == (denials | warnings)
	]
	count(answers) == 162
	{right | some right in answers} == {true}
}

_expected(stands) := "deny" if "deny" in stands

_expected(stands) := "unknown" if {
	"doubt" in stands
	not "deny" in stands
}

_expected(stands) := "allow" if stands & {"deny", "doubt"} == set()
