package egress.gate.route

# The addresses of Services are in no table: kube-proxy replaces them on the nodes. Where the cluster has such an address
# for Services and the bundle none with it, the Service may be missing from the bundle alone.
# https://kubernetes.io/docs/reference/networking/virtual-ips/
_unless_service(answer) := answer if not _of_services

_unless_service(answer) := answer if answer.verdict != "deny"

_unless_service(answer) := {
	"verdict": "unknown",
	"reason": "service-unknown",
	"note": "{target} is in the Service CIDR block of the cluster, and the bundle has no Service with it",
	"names": {"target": "target"},
	"at": input.cluster.at.services,
	"missing": [{"export": "kubectl get services", "of": ""}],
} if {
	_of_services
	answer.verdict == "deny"
}

_of_services if {
	"services" in input.target.ranges
	input.target.kind == "ip"
}

# METADATA
# description: Whether it is an address of another cluster's Services, which exist inside of that cluster alone.
of_other_cluster if input.target.other_cluster != ""
