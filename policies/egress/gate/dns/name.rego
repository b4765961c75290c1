package egress.gate.dns

# METADATA
# description: What the servers that may answer know about the name; none while all is well.
known := [answer |
	some server in live
	some answer in _knows[kind(server)]
]

_breached := [{
	"verdict": "deny",
	"reason": "external-name-loop",
	"note": "ExternalName Services lead to each other, {service} among them",
	"names": {"service": input.dns.name.breach_at},
	"at": input.dns.name.breach_at,
}] if {
	input.dns.name.breach == "loop"
}

_breached := [{
	"verdict": "deny",
	"reason": "no-such-service",
	"note": _nameless[input.dns.name.breach_at != ""],
	"names": object.union({"name": input.dns.name.host}, {"service": input.dns.name.breach_at | input.dns.name.breach_at != ""}),
	"at": input.dns.name.breach_at,
}] if {
	input.dns.name.breach == "no-service"
}

_breached := [{
	"verdict": "unknown",
	"reason": "services-unknown",
	"note": "the Service of {name} is not in the bundle, and no other of its namespace is",
	"names": {"name": input.dns.name.host},
	"at": "",
	"missing": [{"export": "kubectl get services", "of": ""}],
}] if {
	input.dns.name.breach == "unlisted"
}

_breached := [{
	"verdict": "deny",
	"reason": "external-name-address",
	"note": "{service} leads to {name}, which DNS takes for a name and not for an address",
	"names": {"name": input.dns.name.host, "service": input.dns.name.breach_at},
	"at": input.dns.name.breach_at,
}] if {
	input.dns.name.breach == "no-name"
}

_breached := [] if input.dns.name.breach == ""

_nameless := {
	true: "{service} leads to {name}, which is the name of no Service",
	false: "{name} is the name of no Service",
}

_knows.vpc contains _ignorant("the DNS servers of the VPC, which know") if input.dns.name.cluster

_knows.public contains _ignorant("a public DNS server, which knows") if input.dns.name.cluster

_knows.private contains {
	"verdict": "unknown",
	"reason": "private-server",
	"note": "whether the pod's own nameserver knows the names of the cluster is not in the bundle",
	"names": {},
	"at": "source.dns",
} if {
	input.dns.name.cluster
}

# Names of endpoints in the VPC resolve for certain only at the servers of the VPC.
_knows.public contains {
	"verdict": "unknown",
	"reason": "private-name",
	"note": "a public DNS server may not know the name of {target}, which is the VPC's own",
	"names": {"target": "target"},
	"at": "source.dns",
} if {
	input.dns.name.private
	not input.dns.name.cluster
}

_ignorant(who) := {
	"verdict": "deny",
	"reason": "ignores-cluster-names",
	"note": sprintf("%s{setting} has the pod ask %s no name of the cluster", [_place_of_policy, who]),
	"names": {"setting": "source.dns"},
	"at": "source.dns",
}

default _place_of_policy := ""

_place_of_policy := "on the host network " if {
	input.dns.policy == "ClusterFirst"
	_on_host
}
