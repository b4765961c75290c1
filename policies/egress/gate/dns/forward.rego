package egress.gate.dns

# The pods of CoreDNS ask with addresses and groups of their own, each of its servers until one answers. Which pod asks is
# chance.
_reaching := mixed({best(_verdicts_of(_first_asked(origin))) | some origin in input.dns.origins})

# UDP decides where both are used.
_first_asked(origin) := _by(origin, "udp") if count(_by(origin, "udp")) > 0

_first_asked(origin) := _by(origin, "tcp") if count(_by(origin, "udp")) == 0

_by(origin, protocol) := [number | some number in origin.lookups; input.dns.lookups[number].protocol == protocol]

_failing := [number | some origin in input.dns.origins; some number in _first_asked(origin)]

_asking := {
	"verdict": "allow",
	"reason": "passed-on",
	"note": concat("; ", array.concat([_passes], _default)),
	"names": {"forward": input.dns.corefile.forward | input.dns.corefile.forward != ""},
	"at": input.dns.corefile.forward,
} if {
	_reaching == "allow"
	not _vague
}

_asking := {
	"verdict": "unknown",
	"reason": "private-name",
	"note": "{forward} passes it on to public DNS servers, which may not know the name of {target}, the VPC's own",
	"names": {"forward": input.dns.corefile.forward, "target": "target"},
	"at": input.dns.corefile.forward,
} if {
	_reaching == "allow"
	_vague
}

_asking := refused("upstream-denied", _failing, _reaching) if {
	_reaching != "allow"
	input.dns.corefile.evidence == "complete"
}

# What is taken to be so without the Corefile refutes nothing.
_asking := object.union(by_default, {
	"verdict": "unknown",
	"note": sprintf("the Corefile is not in the bundle, and by that of ACK: %s", [by_default.note]),
	"missing": array.concat(by_default.missing, [{"export": "kubectl get configmap coredns -n kube-system", "of": ""}]),
}) if {
	_reaching != "allow"
	input.dns.corefile.evidence == "absent"
	by_default := refused("upstream-denied", _failing, _reaching)
}

_vague if {
	input.dns.corefile.public
	input.dns.name.private
}

_passes := "CoreDNS passes the name on: {forward}" if input.dns.corefile.forward != ""

_passes := "CoreDNS passes the name on to the DNS servers of the VPC" if input.dns.corefile.forward == ""

_default := [note |
	input.dns.corefile.evidence == "absent"
	note := "its Corefile is not in the bundle, and is taken to be that of ACK"
]
