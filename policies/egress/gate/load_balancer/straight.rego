package egress.gate.load_balancer

import data.egress.balancer
import data.egress.inside
import data.egress.service

# METADATA
# description: |
#   The answer about a load balancer's address that a Service of the cluster has, where the packet does not get to the
#   load balancer.
hop := object.union(
	{
		"gate": "load-balancer",
		"reason": inside.why,
		"at": inside.facts.service,
		"missing": inside.missing,
		"egress": [],
	},
	_straight,
) if {
	inside.facts.way in {"end", "node"}
	not balancer.present
}

_straight := {
	"verdict": "allow",
	"note": _shortened[inside.decision],
	"names": {"service": inside.facts.service},
} if {
	inside.decision in {"all", "local"}
}

_shortened := {
	"all": "inside its cluster, the address leads straight to a backend of {service}, past the load balancer",
	"local": concat(" ", [
		"inside its cluster, the address leads straight to a backend of {service},",
		"to one on the node of the client, as externalTrafficPolicy is Local",
	]),
}

_straight := {
	"verdict": "deny",
	"note": _lost[inside.why],
	"names": {"service": inside.facts.service, "source": "source"},
	"at": _culprit[inside.why],
} if {
	inside.decision == "fails"
	not _endless
}

# Why there is no backend is for every address of a Service the same.
_straight := {
	"verdict": {"no-end": "deny", "ends-unknown": "unknown"}[inside.why],
	"note": _notes[service.why],
	"names": service.names,
	"at": service.facts.blamed,
	"missing": service.missing,
} if {
	_endless
}

_endless if inside.why in {"no-end", "ends-unknown"}

_lost := {
	"acs-local": concat(" ", [
		"externalTrafficPolicy of {service} is Local,",
		"with which pods of ACS do not reach load balancers of their own cluster",
	]),
	"no-local-end": concat(" ", [
		"externalTrafficPolicy of {service} is Local,",
		"and none of its ready backends is on the node of {source}",
	]),
	"out-of-range": "loadBalancerSourceRanges of {service} does not name the address of {source}",
}

_culprit := {
	"acs-local": inside.facts.policy_at,
	"no-local-end": inside.facts.policy_at,
	"out-of-range": inside.facts.ranges.at,
}
