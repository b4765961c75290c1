package egress.gate.dns

# METADATA
# description: What becomes of a name that leads out of the cluster, at CoreDNS; none when it is not asked.
passed := [] if not _through

passed := [_hosted] if {
	_through
	_managed
}

passed := [_overridden] if {
	_through
	not _managed
	count(input.dns.corefile.overrides) > 0
}

passed := [_forwarded] if {
	_through
	not _managed
	count(input.dns.corefile.overrides) == 0
}

_through if {
	input.dns.name.outside
	some server in live
	server in {"cluster", "local"}
}

_hosted := {
	"verdict": "allow",
	"reason": "hosted",
	"note": _hosts[count([true | _managed]) > 0],
	"names": {},
	"at": "",
}

_hosts := {
	true: "CoreDNS is managed, and its own way to other servers is not judged",
	false: "the pods of CoreDNS are not in the bundle, and their way to other servers is not judged",
}

_overridden := {
	"verdict": "unknown",
	"reason": "overridden",
	"note": "{plugin} of the Corefile may answer for the name",
	"names": {"plugin": input.dns.corefile.overrides[0]},
	"at": input.dns.corefile.overrides[0],
}

_forwarded := {
	"verdict": "unknown",
	"reason": "corefile-unread",
	"note": "{corefile} cannot be read",
	"names": {"corefile": input.dns.corefile.at},
	"at": input.dns.corefile.at,
} if {
	input.dns.corefile.evidence == "partial"
}

_forwarded := {
	"verdict": "deny",
	"reason": "no-forward",
	"note": "no plugin forward of {corefile} passes the name on",
	"names": {"corefile": input.dns.corefile.at},
	"at": input.dns.corefile.at,
} if {
	_read
	input.dns.corefile.forward == ""
}

_forwarded := {
	"verdict": "unknown",
	"reason": "origins-unknown",
	"note": "the pods of CoreDNS are not in the bundle, so nothing tells whether they reach other servers",
	"names": {},
	"at": "",
	"missing": [{"export": "kubectl get pods", "of": ""}],
} if {
	_onward
	count(input.dns.origins) == 0
	not hosted
}

_forwarded := _asking if {
	_onward
	count(input.dns.origins) > 0
}

_read if input.dns.corefile.evidence == "complete"

_onward if input.dns.corefile.evidence == "absent"

_onward if {
	_read
	input.dns.corefile.forward != ""
}
