# METADATA
# title: Whether the pod reaches its own cluster's load balancer hangs on the external traffic policy
# description: |
#   The packet goes to the address of a load balancer that a Service of the same cluster has, externalTrafficPolicy of the
#   Service is Local, and nothing proves that the packet arrives: it may depend on which node the pod and the backends
#   are, and versions and reports differ.
#
#   Set the policy to Cluster, or use the name of the Service in place of the address; both work from every node.
#
#   The page about ACK of 2024-02-29 says that clusters do not reach their own load balancers and to change the policy;
#   that of 2024-07-23 and the newest say that such packets go straight to a backend. Kubernetes itself keeps them to
#   backends on the node under Local in some versions and modes and not in others, and a field report of Terway and IPVS
#   of 2024 shows both.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/service-faq
#     description: Why a cluster cannot reach the load balancer of its own Service
#   - ref: https://github.com/kubernetes/kubernetes/issues/66607
#     description: Local and clients inside the cluster
#   - ref: https://blazehu.com/2024/08/20/devops/landun_clb
#     description: A field report of Terway, IPVS and Local
# custom:
#   severity: warning
#   code: LB-001
#   rows: [R060]
package egress.rules.load_balancer.local_may_fail

import data.egress.inside
import data.egress.path

# METADATA
# description: One finding at the external traffic policy.
findings contains {
	"at": inside.facts.policy_at,
	"message": concat(" ", ["{policy} is Local,", _effects[inside.decision]]),
	"fix": inside.to_cluster,
	"names": {
		"policy": inside.facts.policy_at, "source": "source",
		"name": inside.facts.name, "namespace": inside.facts.namespace,
	},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	inside.why in {
		"acs-same-node", "local-undocumented", "terway-local", "newer-ipvs", "kubernetes-unknown", "proxy-unknown",
		"other-range", "range-unknown", "place-unknown", "no-local-end-continues",
	}
	inside.facts.way in {"front", "node"}
}

_effects := {
	"unknown": "and nothing proves that {source} reaches its load balancer then",
	"through": concat(" ", [
		"and no ready backend is on the node of {source},",
		"so that Terway sends its packets through the load balancer",
	]),
}
