# METADATA
# title: The external traffic policy keeps the pod from its own cluster's load balancer
# description: |
#   The packet goes to the address of a load balancer that a Service of the same cluster has, and externalTrafficPolicy of
#   the Service is Local. On ACS such packets do not arrive; elsewhere nodes keep them to backends of their own, and the
#   node of this pod has none that is ready.
#
#   Set the policy to Cluster, or use the name of the Service in place of the address. Where Terway registers pods as
#   backends of the load balancer (backend-type eni), servers see the address of clients under Cluster too.
#
#   The pages of the vendor disagree. That about ACS says that the addresses of a cluster's own load balancers are never
#   reached from inside, and to change the policy; so did that about ACK until 2024-02-29. The page about ACK of 2024-07-23
#   and the newest say that such packets go straight to a backend. Here the first holds for ACS with Local; for ACK the
#   last does, but where kube-proxy in IPVS mode before Kubernetes 1.24, or Terway 1.4.4 to 1.5.2, find no backend on the
#   node.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/service-faq
#     description: Why a cluster cannot reach the load balancer of its own Service
#   - ref: https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy
#     description: External traffic policy
# custom:
#   severity: error
#   code: LB-001
#   rows: [R038, R060]
package egress.rules.load_balancer.local_without_backend

import data.egress.inside
import data.egress.path

# METADATA
# description: One finding at the external traffic policy.
findings contains {
	"at": inside.facts.policy_at,
	"message": concat(" ", ["{policy} is Local,", _effect[inside.why]]),
	"fix": inside.to_cluster,
	"names": {
		"policy": inside.facts.policy_at, "source": "source",
		"name": inside.facts.name, "namespace": inside.facts.namespace,
	},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "load-balancer"
	inside.facts.way == "node"
	inside.why in {"acs-local", "no-local-end"}
}

_effect := {
	"acs-local": "so {source}, a pod of ACS, does not reach its load balancer",
	"no-local-end": "and no ready backend is on the node of {source}, so it does not reach its load balancer",
}
