package egress.gate.dns

# What becomes of queries to CoreDNS: it has to be there, and they have to get there.
_clustering := _down if _dead

_clustering := _query_of_cluster if {
	not _dead
	_query_of_cluster.verdict == "deny"
}

_clustering := _query_of_cluster if {
	not _dead
	_alive
}

_clustering := _unseen if {
	not _dead
	not _alive
	_query_of_cluster.verdict != "deny"
}

_query_of_cluster := query("cluster")

# What is written about CoreDNS, and shows that no pod of it answers.
_dead if count(_silent) > 0

_silent := array.concat(
	[{"at": input.dns.cluster.workload, "note": "{place} is scaled to no pod"} | input.dns.cluster.scaled_down],
	array.concat(
		[{"at": input.dns.cluster.slice, "note": "{place} has no ready endpoint of {resolver}"} |
			input.dns.cluster.endpoints == "complete"
			input.dns.cluster.ready == 0
		],
		[{"at": input.dns.cluster.pod, "note": "{place} is not ready, and no other pod of CoreDNS is"} |
			input.dns.cluster.pods > 0
			input.dns.cluster.pods_ready == 0
		],
	),
)

_down := {
	"verdict": "deny",
	"reason": "cluster-dns-down",
	"note": _silent[0].note,
	"names": object.union({"place": _silent[0].at}, _service_name),
	"at": _silent[0].at,
}

default _service_name := {}

_service_name := {"resolver": input.dns.cluster.service} if input.dns.cluster.service != ""

_alive if {
	input.dns.cluster.service != ""
	_answered
}

_answered if input.dns.cluster.ready > 0

_answered if input.dns.cluster.pods_ready > 0

_answered if input.dns.cluster.workload != ""

_answered if hosted

_unseen := {
	"verdict": "unknown",
	"reason": "cluster-dns-unknown",
	"note": "the Service kube-dns of the cluster's DNS is not in the bundle",
	"names": {},
	"at": "",
	"missing": [{"export": "kubectl get services -n kube-system", "of": ""}],
} if {
	input.dns.cluster.service == ""
}

_unseen := {
	"verdict": "unknown",
	"reason": "cluster-dns-unknown",
	"note": "nothing tells whether a pod answers behind {resolver}",
	"names": {"resolver": input.dns.cluster.service},
	"at": input.dns.cluster.service,
	"missing": [{"export": "kubectl get endpointslices -n kube-system", "of": ""}],
} if {
	input.dns.cluster.service != ""
}
