package egress.gate.ipv6_gateway

import data.egress.exit

# Why it is not certain that there is an address.
_doubt := "stack-unknown" if {
	not input.source.host_network
	not _owned
	input.cluster.ip_stack == "unknown"
} else := "address-unknown" if {
	not _owned
	not _promised
}

_owned if {
	input.source.exists
	_assigned == "yes"
}

_owned if {
	input.source.host_network
	_assigned == "yes"
}

# Pods that are still to be created get an IPv6 address in a dual-stack cluster, but for those that have to ask for it.
_promised if {
	input.cluster.ip_stack == "dual"
	input.cluster.product != "acs"
	not input.source.exists
	not input.source.host_network
	not input.source.virtual_node
}

_uncertain := {
	"verdict": "unknown",
	"reason": _doubt,
	"note": _doubts[_doubt],
	"names": {"source": "source"},
	"at": "",
	"missing": _telling[_doubt],
}

_doubts := {
	"stack-unknown": "nothing tells whether the cluster has IPv6, and {source} an address to leave with",
	"address-unknown": "nothing tells the IPv6 address of {source}",
}

_telling := {
	"stack-unknown": [{"export": "DescribeClusterDetail", "of": ""}],
	"address-unknown": array.concat(
		[{"export": "kubectl get pods", "of": ""} | not input.source.host_network],
		[item | input.source.host_network; some item in exit.missing],
	),
}
