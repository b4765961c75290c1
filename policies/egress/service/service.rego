# METADATA
# title: A Service as destination
# description: |
#   What becomes of a packet to a Service. The host finds its endpoints: those that are listed, else the ready pods that
#   it selects, else what will make such pods. Where there is one the packet goes on to it; where there is none it is
#   refused on the node of the client, and nothing tells more of it than what the bundle lacks.
# related_resources:
#   - ref: https://kubernetes.io/docs/concepts/services-networking/service/
#     description: Services
#   - ref: https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-policies
#     description: Traffic policies
package egress.service

# METADATA
# description: The Service that leads to the target.
facts := input.target.service

# METADATA
# description: |
#   Whether the packet stays on the node of the client, or may. What is sent to a port of a node goes there first.
default ends_early := false

ends_early if {
	facts.standing != ""
	facts.standing != "serves"
	facts.via != "node-port"
}

# METADATA
# description: |
#   Why the Service leads nowhere, or why that is not known; undefined where there is nothing to tell.
why := _reasons[facts.standing]

why := _apart if facts.standing == "away"

why := "accelerated-port" if {
	facts.standing == "serves"
	facts.via == "node-port"
	facts.local
	_accelerated
}

_reasons := {
	"portless": "no-target-port",
	"unready": "no-ready-pod",
	"idle": "scaled-to-zero",
	"unselected": "selects-no-pod",
	"empty": "no-endpoint",
	"stale": "endpoints-stale",
	"unlisted": "endpoints-unknown",
	"open": "node-unknown",
	"own": "own-node-port",
}

# METADATA
# description: The reasons that keep every packet away.
refuses := {"no-target-port", "no-ready-pod", "scaled-to-zero", "selects-no-pod", "no-endpoint", "no-local-endpoint"}

# METADATA
# description: |
#   Whether a hop refuses for the reason. A load balancer's address that leads straight to the endpoints has nowhere to
#   lead to either.
refused(hop, reason) if {
	why == reason
	hop.reason in {reason, "no-end"}
}

# METADATA
# description: What would settle the doubt.
default missing := []

missing := facts.missing if not why in {"data-path-unknown", "accelerated-policy", "proxy-unknown"}

missing := [{"export": "kubectl get configmap eni-config -n kube-system", "of": ""}] if why == "data-path-unknown"

missing := [{"export": "kubectl get daemonsets", "of": ""}] if {
	why == "accelerated-policy"
	input.cluster.terway_version == []
}

missing := [{"export": "DescribeClusterDetail", "of": ""}] if why == "proxy-unknown"

# METADATA
# description: The names that texts about the Service may have.
names := {name: handle |
	some name, handle in {
		"service": facts.at,
		"name": facts.name,
		"namespace": facts.namespace,
		"blamed": facts.blamed,
		"behind": facts.behind,
		"called": facts.called,
		"has": facts.has,
		"selector": facts.selector,
		"source": "source",
		"target": "target",
	}
	handle != ""
}
