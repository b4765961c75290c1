package egress.gate.route

# What a next hop does with a packet to a pod of another node.
_carried(leg, hop) := {
	"verdict": "allow",
	"reason": "pod-route",
	"note": "{route} leads to {hop}, the instance of {node}",
	"names": _hop_names(leg, hop),
	"at": _routes(leg)[0].at,
} if {
	hop.leads == "yes"
	not hop.gone
}

_carried(leg, hop) := {
	"verdict": "deny",
	"reason": "stale-pod-route",
	"note": "{route} leads to {hop}, an instance that does not exist",
	"names": _hop_names(leg, hop),
	"at": _routes(leg)[0].at,
} if {
	hop.gone
}

_carried(leg, hop) := {
	"verdict": "deny",
	"reason": "stale-pod-route",
	"note": "{route} leads to {hop} and not to {instance}, the instance of {node}",
	"names": _hop_names(leg, hop),
	"at": _routes(leg)[0].at,
} if {
	hop.leads == "no"
	hop.type in _instances
	not hop.gone
}

_carried(leg, hop) := {
	"verdict": "deny",
	"reason": "no-pod-route",
	"note": "{table} has no route to the pods of {node} but {route}, which does not lead there",
	"names": _hop_names(leg, hop),
	"at": leg.table,
} if {
	hop.leads == "no"
	not hop.type in _instances
}

_carried(leg, hop) := {
	"verdict": "unknown",
	"reason": "pod-instance-unknown",
	"note": "{route} leads to {hop}, and nothing tells whether that is the instance of {node}",
	"names": _hop_names(leg, hop),
	"at": _routes(leg)[0].at,
	"missing": [_identifying(leg)],
} if {
	hop.leads == "maybe"
	hop.type in _instances
	not hop.gone
}

_carried(leg, hop) := {
	"verdict": "unknown",
	"reason": "leads-out",
	"note": sprintf("{route} leads to %s, and what lies behind is not in the bundle", [_next(hop)]),
	"names": _hop_names(leg, hop),
	"at": _routes(leg)[0].at,
} if {
	hop.leads == "maybe"
	not hop.type in _instances
}

_instances := {"instance", "networkinterface"}

_identifying(leg) := {"export": "kubectl get nodes", "of": ""} if leg.instance == ""

_identifying(leg) := {"export": "DescribeNetworkInterfaces", "of": ""} if leg.instance != ""
