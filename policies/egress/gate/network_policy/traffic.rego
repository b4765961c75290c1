package egress.gate.network_policy

# METADATA
# description: |
#   Who enforces TrafficPolicies and GlobalTrafficPolicies on the ends that they are about. The mode of the pod tells
#   whether they count or NetworkPolicies.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/cs/user-guide/use-trafficpolicy-to-manage-agent-network-access-1
#     description: Manage the network access of agents by TrafficPolicies
#   - ref: https://www.alibabacloud.com/help/en/ack/product-overview/poseidon
#     description: Release notes of Poseidon
traffic_enforcement := {end: _traffic_state(_ends[end]) | some end, _ in _traffic}

_traffic := {t.end: t | some t in input.policy.traffic}

_traffic_state(of) := "host-network" if {
	of.host_network
} else := "instance-traffic" if {
	not _acs(of)
	_virtual(of)
} else := "not-acs" if {
	not _acs(of)
} else := "no-agent" if {
	not _agent(of)
} else := "policy-mode" if {
	_mode(of) == "network-policy"
} else := "mode-unknown" if {
	not _mode(of) in _traffic_modes
} else := "tcp-only" if {
	_mode(of) == "enhanced-traffic-policy"
	input.flow.protocol != "tcp"
} else := "ipv6" if {
	input.flow.family == "ipv6"
} else := _traffic_component

_traffic_component := "enforced" if {
	_assumed
} else := {"no": "no-poseidon", "unknown": "poseidon-unknown"}[input.cluster.poseidon] if {
	input.cluster.poseidon != "yes"
} else := "poseidon-unknown" if {
	input.cluster.poseidon_version == []
} else := "poseidon-before-traffic" if {
	input.cluster.poseidon_version < [0, 7, 0]
} else := "enforced"

# METADATA
# description: |
#   What may become of the packet at an end: the actions of the rules that no earlier rule surely takes it from, and deny
#   when none surely matches. Smaller priorities come first, then the order in the policy; which of two policies of one
#   priority comes first is not documented.
_fates := {end: {fate | some fate in _fate[end]} | some end, _ in _traffic}

_fate[end] contains _effect(rule) if {
	some end, traffic in _traffic
	some rule in traffic.rules
	not _taken(rule, traffic.rules)
}

_fate[end] contains "deny" if {
	some end, traffic in _traffic
	not _certain(traffic.rules)
}

_effect(rule) := {"allow": "allow", "deny": "deny", "reject": "deny"}[rule.action]

_effect(rule) := "other" if not rule.action in {"allow", "deny", "reject"}

_taken(rule, rules) if {
	some earlier in rules
	_sure(earlier)
	_before(earlier, rule)
}

_before(a, b) if a.priority < b.priority

_before(a, b) if {
	a.policy == b.policy
	a.place < b.place
}

_certain(rules) if {
	some rule in rules
	_sure(rule)
}

# A rule that asks for what the version does not have yet may do anything.
_sure(rule) if {
	rule.match == "yes"
	not _too_new(rule)
}
