# METADATA
# title: The address of a Service's load balancer inside its own cluster
# description: |
#   What becomes of a packet from a pod to the address of a load balancer that a Service of the same cluster has. As a
#   rule the node, or Terway, takes it for one more address of the Service and sends it straight to a backend; then
#   listeners, access control lists and health checks of the load balancer do not matter. The host asks about every
#   way that the packet may take, and this tells which it takes: to a backend (end), through the load balancer (front),
#   or none, or none that is known (node).
# related_resources:
#   - ref: https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy
#     description: External traffic policy
#   - ref: https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/faq-about-network-management
#     description: In-cluster load balancing of Terway
package egress.inside

# METADATA
# description: Whether the target is such an address.
asked if facts.way != ""

facts := input.balancer.inside

# METADATA
# description: Whether the packet does not take the way that the record is about.
default aside := false

aside if {
	asked
	not _taken
}

_taken if {
	facts.way == "end"
	decision == "all"
}

_taken if {
	facts.way == "end"
	decision == "local"
	facts.here == "yes"
}

_taken if {
	facts.way == "front"
	decision == "through"
}

_taken if {
	facts.way == "node"
	decision in {"fails", "unknown"}
}

# METADATA
# description: |
#   all (to any ready backend), local (to those on the node of the source), through (the load balancer), fails, or
#   unknown.
decision := _decisions[why]

# METADATA
# description: The reason of the decision. What comes first does not depend on what comes after it.
why := _way if {
	_decisions[_way] in {"through", "fails", "unknown"}
	not _nowhere
}

why := _served if _decisions[_way] in {"all", "local"}

why := "no-end" if _nowhere

# Where the policy Local is to blame, there has to be a backend somewhere.
_nowhere if {
	facts.ends == "none"
	_way in {
		"no-local-end", "newer-ipvs", "kubernetes-unknown", "proxy-unknown", "other-range", "range-unknown",
		"place-unknown", "terway-local", "local-undocumented",
	}
}
