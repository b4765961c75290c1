package egress.gate.network_policy

# METADATA
# description: The policies that isolate a pod, of which {policy} is the first, and the verb.
isolating(policies) := "{policy} isolates" if count(policies) == 1

isolating(policies) := "{policy} and another NetworkPolicy isolate" if count(policies) == 2

isolating(policies) := sprintf("{policy} and %d other NetworkPolicies isolate", [count(policies) - 1]) if {
	count(policies) > 2
}

# METADATA
# description: The policy to add a rule to. Their rules add up, so any of them will do.
extended(policies) := "{policy}" if count(policies) == 1

extended(policies) := "one of them" if count(policies) > 1
