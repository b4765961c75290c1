package egress.gate.route

import data.egress.exit

# The addresses of Services are in no table: kube-proxy replaces them on the nodes. Where the cluster has such an address
# for Services and the bundle none with it, the Service may be missing from the bundle alone. Nobody replaces them for
# clients outside the cluster.
# https://kubernetes.io/docs/reference/networking/virtual-ips/
_unless_service(answer) := answer if {
	not _of_services
	not _perhaps_of_services
}

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

# Without the block any private address outside the VPC may be in it.
_unless_service(answer) := {
	"verdict": "unknown",
	"reason": "services-unknown",
	"note": concat("", [answer.note, ", unless it is the address of a Service, and nothing tells the Service CIDR block"]),
	"names": answer.names,
	"at": object.get(answer, "at", ""),
	"missing": [{"export": "DescribeClusterDetail", "of": ""}],
} if {
	_perhaps_of_services
	answer.verdict == "deny"
}

_perhaps_of_services if {
	input.cluster.at.services == ""
	not exit.outside
	input.target.kind == "ip"
	input.target.resolved
	"rfc1918" in input.target.ranges
	not input.target.elsewhere
	not "vpc" in input.target.ranges
}

_of_services if {
	not exit.outside
	"services" in input.target.ranges
	input.target.kind == "ip"
}

# An instance of one of several VPCs may be in another than the cluster, whose addresses may be the same.
_unless_elsewhere(answer) := answer if not input.target.vpc_unclear

_unless_elsewhere(answer) := answer if answer.verdict != "allow"

_unless_elsewhere(answer) := {
	"verdict": "unknown",
	"reason": "vpc-unclear",
	"note": "nothing tells the VPC of the cluster, so {target} may be in another",
	"names": {"target": "target"},
	"missing": [{"export": "DescribeClusterDetail", "of": ""}],
} if {
	input.target.vpc_unclear
	answer.verdict == "allow"
}

# METADATA
# description: Whether it is an address of another cluster's Services, which exist inside of that cluster alone.
of_other_cluster if input.target.other_cluster != ""
