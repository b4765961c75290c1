package egress.gate.network_policy

# A pod always reaches itself, and a node the pods that it runs.
_free := {"egress", "ingress"} if input.policy.self

_free := {"ingress"} if {
	not input.policy.self
	input.source.host_network
	input.policy.same_node
}

_free := set() if {
	not input.policy.self
	not _from_node
}

_from_node if {
	input.source.host_network
	input.policy.same_node
}

# METADATA
# description: |
#   The policies that would deny the packet if they were enforced, each as its end, the policy and why it is not; not on
#   the host network.
ineffective contains {"end": end, "policy": input.policy[end].policies[0], "state": enforcement[end]} if {
	not _unselected
	some end, entry in _alone_entry
	entry.stand == "inert"
	enforcement[end] != "host-network"
	says[end] == "no"
}

ineffective contains {"end": end, "policy": side.policies[0], "state": global_enforcement[end]} if {
	some end, side in _global
	not end in _free
	global_enforcement[end] in idle
	not enforcement[end] in idle
	_reading(end, side).is == "no"
}

ineffective contains {"end": end, "policy": traffic.policies[0], "state": traffic_enforcement[end]} if {
	some end, traffic in _traffic
	traffic_stands[end] == "inert"
	traffic_enforcement[end] != "host-network"
	_fates[end] == {"deny"}
}
