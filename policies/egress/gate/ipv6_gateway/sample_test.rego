# The world that the tests of this gate and of its rules change: a pod of a dual-stack cluster whose table leads to an IPv6
# gateway in order, and whose address has bandwidth.
package egress.gate.ipv6_gateway_test

import data.egress.way_test as sample

row(changes) := object.union(
	{
		"at": "pod.ipv6",
		"bought": "pod.ipv6.bandwidth",
		"id": "pod.ipv6.id",
		"gateway": "pod.ipv6.gateway",
		"prefix": false,
		"network": "public",
		"status": "available",
		"bandwidth": "yes",
		"business": "normal",
		"egress_only": "",
	},
	changes,
)

gateway(changes) := object.union(
	{"hop": "pod/3", "found": true, "at": "pod/41", "status": "available", "business": "normal", "vpc": "same"},
	changes,
)

_facts := {
	"assigned": "yes",
	"addresses": "complete",
	"rows": [row({})],
	"gateways": "complete",
	"routed": [gateway({})],
	"present": ["pod/42"],
	"vpc": "pod/43",
	"vpc_known": true,
}

_route(hops) := sample.route(hops, {"at": "pod/2"})

six := {
	"flow": {"family": "ipv6"},
	"cluster": {"ip_stack": "dual", "ipv6_controller": "unknown"},
	"source": {"ipv6_bandwidth": sample.no},
	"target": {"kind": "internet6", "family": "ipv6"},
	"pod": {"ipv6": _facts, "route": {"covering": [_route([sample.hop("ipv6gateway", {})])]}},
	"node": {"ipv6": _facts, "route": {"covering": [_route([sample.hop("ipv6gateway", {})])]}},
}

world(changes) := object.union(object.union(sample.base, six), changes)

pod(changes) := world({"pod": changes})

told(changes) := pod({"ipv6": changes})

with_row(changes) := told({"rows": [row(changes)]})

with_gateway(changes) := told({"routed": [gateway(changes)]})

unrouted(changes) := pod({"route": {"covering": []}, "ipv6": changes})

asking := {"source": {"ipv6_bandwidth": {"present": true, "true": false, "at": "source/7"}}}

# A pod that is still to be created in a dual-stack vSwitch.
to_come := {"source": {"exists": false}, "pod": {"single": false, "ipv6": {"rows": []}}}

bare := {"network": "private", "bandwidth": "no", "business": ""}

stripped := {"pod": {"ipv6": {"rows": [row(bare)]}}}

asked(controller, changes) := world(object.union_n([changes, asking, {"cluster": {"ipv6_controller": controller}}]))
