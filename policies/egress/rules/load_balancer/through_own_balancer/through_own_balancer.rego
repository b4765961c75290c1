# METADATA
# title: Terway sends packets for the cluster's own load balancers through them
# description: |
#   The packet goes to the address of a load balancer that a Service of the same cluster has. Pods of this data path send it
#   to the load balancer itself, not straight to a backend, so its access control lists, listeners and health checks count,
#   a backend cannot be its own client, and a public address takes a way to the internet.
#
#   Write in_cluster_loadbalance: "true" in ConfigMap eni-config, beside eni_conf and not inside, and restart Terway 1.2.0
#   or later; or use the name of the Service, which leads to its backends everywhere.
#
#   The vendor's pages say that Terway 1.1.0 and earlier do not send such packets to backends, that 1.2.0 and later do in
#   clusters made with them, and (2024-07-23 and the newest) that clusters made before or upgraded do not. Both link the
#   FAQ about how to switch it on. So what eni-config says decides here, and all versions before 1.2.0 are without it;
#   1.14.0 to 1.14.2 look for the switch in the wrong place.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/faq-about-network-management
#     description: How to enable in-cluster load balancing in Terway IPvlan mode
#   - ref: https://www.alibabacloud.com/help/en/ack/product-overview/terway
#     description: Release notes of Terway
#   - ref: https://github.com/AliyunContainerService/terway/pull/824
#     description: The switch that 1.14.0 looked for in the wrong place
# custom:
#   severity: warning
#   code: LB-002
#   about: cluster
#   rows: [R024, R025, R026, R109, R110]
package egress.rules.load_balancer.through_own_balancer

import data.egress.inside
import data.egress.path

# METADATA
# description: One finding at what makes Terway do so.
findings contains {
	"at": _at[inside.why],
	"message": concat(" ", [_messages[inside.why], _effects[inside.decision]]),
	"fix": concat(", or ", [_fixes[inside.why], "use the names of Services in place of the addresses"]),
	"names": {},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	inside.facts.way in {"front", "node"}
	inside.why in object.keys(_messages)
}

_effects := {
	"through": "through them, not straight to backends",
	"unknown": "perhaps through them, not straight to backends",
}

_messages := {
	"before-1.2": "Terway before 1.2.0 in IPvlan mode sends packets of pods for the cluster's own load balancers",
	"switched-off": concat(" ", [
		"in_cluster_loadbalance is not \"true\" in eni-config,",
		"so Terway in IPvlan mode sends packets of pods for the cluster's own load balancers",
	]),
	"made-before": concat(" ", [
		"the cluster was made with Terway before 1.2.0, which knows no in_cluster_loadbalance,",
		"so Terway in IPvlan mode sends packets of pods for the cluster's own load balancers",
	]),
	"switch-disputed": concat(" ", [
		"in_cluster_loadbalance is not \"true\" in eni-config,",
		"so Terway sends packets of pods for the cluster's own load balancers",
	]),
	"misread-switch": concat(" ", [
		"Terway 1.14.0 to 1.14.2 look for in_cluster_loadbalance in the wrong place,",
		"and send packets of pods for the cluster's own load balancers",
	]),
}

_at := {
	"before-1.2": input.cluster.at.terway,
	"switched-off": _switch_at,
	"made-before": _switch_at,
	"switch-disputed": _switch_at,
	"misread-switch": input.cluster.at.terway,
}

default _switch_at := ""

_switch_at := input.cluster.at.in_cluster_lb if input.cluster.at.in_cluster_lb != ""

_switch_at := input.cluster.at.data_path if input.cluster.at.in_cluster_lb == ""

_fixes := {
	"before-1.2": concat(" ", ["update the component terway-eniip to 1.2.0 or later, and then", _switching]),
	"switched-off": _switching,
	"made-before": _switching,
	"switch-disputed": _switching,
	"misread-switch": "update the component terway-eniip to 1.14.3 or later",
}

_switching := concat(" ", [
	"write in_cluster_loadbalance: \"true\" in eni-config and restart Terway:",
	"kubectl patch configmap eni-config -n kube-system --type merge",
	"-p '{\"data\":{\"in_cluster_loadbalance\":\"true\"}}'",
	"&& kubectl delete pod -n kube-system -l app=terway-eniip",
])
