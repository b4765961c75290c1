package egress.gate.load_balancer

import data.egress.balancer
import data.egress.inside
import data.egress.service

# METADATA
# description: The answer about a Service that leads nowhere, or of which that is not known.
hop := {
	"gate": "load-balancer",
	"verdict": _standing,
	"reason": service.why,
	"note": _notes[service.why],
	"names": service.names,
	"at": service.facts.blamed,
	"missing": service.missing,
	"egress": [],
} if {
	not balancer.present
	not inside.asked
	service.why
}

_standing := "deny" if service.why in service.refuses

_standing := "unknown" if not service.why in service.refuses

_notes := {
	"selects-no-pod": _unselected,
	"no-ready-pod": "no pod behind {service} is ready",
	"scaled-to-zero": "{behind} behind {service} is scaled to no pod",
	"no-target-port": _portless,
	"no-endpoint": "{service} has no selector, and no endpoint of it is ready",
	"no-local-endpoint": "{blamed} of {service} is Local, and none of its endpoints is on the node that the packet comes to",
	"endpoints-stale": "{blamed} lists no endpoint of {service} for its port, while pods that it selects are ready",
	"endpoints-unknown": _unlisted_ends,
	"node-unknown": "{blamed} of {service} is Local, and nothing tells whether one of its endpoints is on the node of {source}",
	"own-node-port": concat(" ", [
		"{blamed} of {service} is Local and none of its endpoints is on {target}, and it is not documented",
		"what becomes of packets from pods of that node",
	]),
	"accelerated-policy": concat(" ", [
		"{blamed} of {service} is Local, none of its endpoints is on the node of {source},",
		"and whether the eBPF data path of Terway keeps to it is not documented",
	]),
	"accelerated-port": concat(" ", [
		"{blamed} of {service} is Local, with which it is documented",
		"that node ports may fail on the eBPF data path of Terway",
	]),
	"virtual-policy": concat(" ", [
		"{blamed} of {service} is Local, and it is not documented",
		"what that means for pods without a node of their own",
	]),
	"data-path-unknown": concat(" ", [
		"{blamed} of {service} is Local, none of its endpoints is on the node of {source},",
		"and nothing tells the data path, which may go to others",
	]),
	"proxy-unknown": concat(" ", [
		"{blamed} of {service} is Local, none of its endpoints is on {target},",
		"and nothing tells the mode of kube-proxy, which may pass on what pods send",
	]),
	"pod-range-unknown": concat(" ", [
		"{blamed} of {service} is Local, none of its endpoints is on {target},",
		"and no export tells whether kube-proxy there passes on what pods send",
	]),
}

_unselected := "{service} selects {blamed}, and {behind} has {has}" if service.names.has

_unselected := "no pod or workload of the namespace has the labels {blamed} that {service} selects" if not service.names.has

_unlisted_ends := "nothing in the bundle tells which pods are behind {service}" if service.names.selector

_unlisted_ends := "{service} has no selector, and its endpoints are not in the bundle" if not service.names.selector

_portless := "no pod behind {service} has a port called {blamed}" if service.names.selector

_portless := "{behind} gives no port the name that {service} has for it, {blamed}" if not service.names.selector
