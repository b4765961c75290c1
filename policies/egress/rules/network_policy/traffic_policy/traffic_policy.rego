# METADATA
# title: The TrafficPolicies of a pod deny the traffic
# description: |
#   The pod runs on ACS in a mode where TrafficPolicies count, and the first rule that matches denies the traffic, or none
#   matches.
#
#   The policies are read by priority, smaller numbers first, and each from its first rule to its last. The first rule that
#   matches decides. Once a policy with rules for a direction selects a pod, what no rule allows is denied there. Allow
#   the traffic in a rule that is read before.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/cs/user-guide/use-trafficpolicy-to-manage-agent-network-access-1
#     description: Manage the network access of agents by TrafficPolicies
# custom:
#   severity: error
#   code: NP-001
#   rows: [R029]
package egress.rules.network_policy.traffic_policy

import data.egress.gate.network_policy
import data.egress.gate.security_group
import data.egress.path

# METADATA
# description: One finding for each end that denies, at the rule that does, else at the policy that is read last.
findings contains {
	"at": denial.at,
	"message": sprintf(_messages[denial.by], [security_group.service]),
	"fix": sprintf(_fixes[end][denial.by], [security_group.service]),
	"names": {"denial": denial.at, "source": "source", "target": "target"},
	"related": [],
} if {
	input.policy.traffic != []
	some hop in path.hops
	hop.gate == "network-policy"
	some end, denial in network_policy.traffic_denials
}

_messages := {
	"rule": "{denial} denies %s from {source} to {target}, and is the first rule that matches",
	"default": "no rule of the TrafficPolicies allows %s from {source} to {target}, and {denial} is read last",
}

_fixes := {
	"egress": {
		"rule": "allow %s to {target} in a rule before it, or in a policy of a smaller priority",
		"default": "add an egress rule to {denial} that allows %s to {target}",
	},
	"ingress": {
		"rule": "allow %s from {source} in a rule before it, or in a policy of a smaller priority",
		"default": "add an ingress rule to {denial} that allows %s from {source}",
	},
}
