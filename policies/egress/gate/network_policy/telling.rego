package egress.gate.network_policy

# METADATA
# description: The policies that isolate the pod of each end where NetworkPolicies decide.
isolators := {end: told.policies | some end, told in _told; told.kind == "plain"}

# METADATA
# description: What denies at each end where TrafficPolicies deny, a rule, or the first policy where no rule matches.
traffic_denials := {end: {"at": note.at, "by": by} |
	some end, note in _traffic_note
	stands[end] == "deny"
	kinds[end] == "traffic"
	by := {true: "rule", false: "default"}["rule" in object.keys(note.names)]
}

# METADATA
# description: Why it is not known what the foreign policy does that decides.
unsettled := _unsettled(_foreign) if outcome == "foreign"

# METADATA
# description: Some policy is about one of the ends.
concerned if {
	some _, told in _told
	told.policies != []
}

concerned if input.policy.foreign[0]

# METADATA
# description: |
#   The ends that policies are about and whose pods ask for the agent by the name that the page about their mode does
#   not have.
misspelt := {end: object.union(_spelling(of), {"at": of.agent.at}) |
	some end, of in _ends
	of.agent.at != ""
	_told[end].policies != []
	_acs(of)
	_agent(of)
	not _documented(of)
}

_documented(of) if {
	_mode(of) in _traffic_modes
	of.agent.long
}

_documented(of) if {
	not _mode(of) in _traffic_modes
	of.agent.short
}

_short := "alibabacloud.com/enable-network-policy-agent"

_long := "network.alibabacloud.com/enable-network-policy-agent"

_spelling(of) := {"written": _short, "documented": _long} if of.agent.short

_spelling(of) := {"written": _long, "documented": _short} if {
	not of.agent.short
	of.agent.long
}

# METADATA
# description: |
#   The policies of Calico and Cilium that would turn an answer round if anything read them, by the end; not on the host
#   network.
unread contains {"end": end, "policy": foreign.at, "family": foreign.family} if {
	some foreign in input.policy.foreign
	end := foreign.end
	told := _told[end]
	foreign.family in {"calico", "cilium"}
	_turns(foreign, told.stand)
	not _heeded(end, foreign.family)
	not end in _free
	not _ends[end].host_network
}
