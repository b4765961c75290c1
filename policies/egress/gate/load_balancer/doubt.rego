package egress.gate.load_balancer

import data.egress.inside

_straight := {
	"verdict": "unknown",
	"note": _doubt,
	"names": {"service": inside.facts.service, "source": "source"},
} if {
	inside.decision == "unknown"
	not _endless
}

_doubt := _doubts[inside.why] if inside.why != "no-address"

_doubt := "the status of {service} tells no address of a load balancer" if {
	inside.why == "no-address"
	inside.facts.ignored == ""
}

_doubt := concat(" ", [
	"{service} has the annotation service.beta.kubernetes.io/class, with which ACK makes no load balancer for it,",
	"and its status tells no address",
]) if {
	inside.why == "no-address"
	inside.facts.ignored != ""
}

_doubts := {
	"service-unlisted": concat(" ", [
		"the tags of {service} say that a Service of the cluster has it, which is not in the bundle,",
		"and nodes may answer in its place",
	]),
	"acs-same-node": _local("it is not documented whether pods of ACS reach a backend on their own node then"),
	"virtual-node": "it is not documented how pods on virtual nodes reach load balancers of their own cluster",
	"plugin-unknown": _fork("nothing tells the network plugin"),
	"data-path-unknown": _fork("nothing tells the data path of Terway"),
	"switch-unknown": _fork("nothing tells whether in_cluster_loadbalance is on"),
	"switch-disputed": _fork(concat(" ", [
		"in_cluster_loadbalance of eni-config is not \"true\",",
		"of which it is not documented what it does without IPvlan",
	])),
	"version-unknown": _fork("nothing tells the version of Terway"),
	"local-undocumented": _local("it is not documented what Terway 1.2.0 to 1.4.3 do then"),
	"terway-local": _local("it is not documented, and reports disagree, whether pods of Terway reach it then"),
	"newer-ipvs": _local(concat(" ", [
		"none of its ready backends is on the node of {source},",
		"and it is not documented whether Kubernetes 1.24 and later take one elsewhere",
	])),
	"kubernetes-unknown": _local(concat(" ", [
		"none of its ready backends is known to be on the node of {source},",
		"and nothing tells the version of Kubernetes",
	])),
	"proxy-unknown": _local(concat(" ", [
		"none of its ready backends is known to be on the node of {source},",
		"and nothing tells the mode of kube-proxy",
	])),
	"other-range": _local(concat(" ", [
		"none of its ready backends is on the node of {source}, which clusterCIDR of kube-proxy does not hold,",
		"and it is not documented whether such clients are sent elsewhere",
	])),
	"range-unknown": _local("nothing tells whether clusterCIDR of kube-proxy holds {source}"),
	"place-unknown": _local("nothing tells whether one of its ready backends is on the node of {source}"),
	"port-unserved": concat(" ", [
		"the address is that of {service}, which has no such port,",
		"and it is not documented whether nodes answer in its place",
	]),
	"source-unknown": "nothing tells whether loadBalancerSourceRanges of {service} names the address of {source}",
	"range-undocumented": concat(" ", [
		"loadBalancerSourceRanges of {service} does not name {source},",
		"and it is not documented whether that counts inside the cluster here",
	]),
}

_local(but) := sprintf("externalTrafficPolicy of {service} is Local, and %s", [but])

_fork(why) := sprintf("%s, and so whether the address leads to a backend of {service} or through the load balancer", [why])
