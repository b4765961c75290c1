package egress.gate.load_balancer

import data.egress.inside

# Why a packet gets to the load balancer all the same is told after what that does with it.
_explained(answer) := answer if inside.facts.way != "front"

_explained(answer) := answer if not inside.facts.way

_explained(answer) := object.union(answer, {
	"note": concat("; ", [answer.note, _sent[inside.why]]),
	"names": object.union(answer.names, {"service": inside.facts.service, "source": "source"}),
	"at": _written(object.get(answer, "at", "")),
}) if {
	inside.facts.way == "front"
}

_written("") := inside.facts.service

_written(at) := at if at != ""

_sent := {
	"host-name": "the load balancer of {service} has a name and no address, so no node answers for it",
	"proxy-mode": "ipMode Proxy of {service} sends clients in the cluster through the load balancer",
	"exclusive-eni": "pods on exclusive ENIs reach load balancers of their own cluster like any others",
	"before-1.2": "Terway before 1.2.0 in IPvlan mode sends it through the load balancer of {service}",
	"switched-off": concat(" ", [
		"in_cluster_loadbalance of eni-config is not \"true\",",
		"so Terway sends it through the load balancer of {service}",
	]),
	"made-before": concat(" ", [
		"the cluster was made with Terway before 1.2.0, which knows no in_cluster_loadbalance,",
		"so it goes through the load balancer of {service}",
	]),
	"misread-switch": concat(" ", [
		"Terway 1.14.0 to 1.14.2 do not find in_cluster_loadbalance,",
		"and send it through the load balancer of {service}",
	]),
	"no-local-end-continues": concat(" ", [
		"externalTrafficPolicy of {service} is Local and no ready backend is on the node of {source},",
		"so Terway sends it through the load balancer",
	]),
}
