package egress.gate.network_policy

# METADATA
# description: |
#   What becomes of policies on the nodes of the cluster, whatever pod it is, in the words of enforcement. Pods on virtual
#   nodes and of ACS are another matter.
on_nodes := _alone(_cluster) if {
	not _assumed
	input.cluster.product != "acs"
	not input.cluster.serverless
}

# METADATA
# description: Where it is written what makes policies idle on all nodes; "" where it is only assumed.
culprit["flannel"] := input.cluster.at.plugin

culprit["disabled"] := input.cluster.at.network_policy

# Elsewhere that depends on the node.
culprit["exclusive-eni"] := input.cluster.at.plugin if input.cluster.mode == "exclusive-eni"

# METADATA
# description: |
#   Whether policies on the nodes see what the address of a Service is translated to, for certain. Some versions of eBPF
#   policies mishandle it.
sees_pods if _implementation == "felix"

sees_pods if {
	_implementation != "felix"
	input.cluster.terway_version != []
	every range in _mistranslating.svc {
		not _within(input.cluster.terway_version, range)
	}
}

_within(version, range) if {
	range[0] <= version
	version < range[1]
}

# METADATA
# description: What enforces policies on the nodes where somebody does, in the words of engine.
nodes_engine := _implementation
