package egress.gate.route

_hop_names(leg, hop) := object.union(_route_names(leg), {"hop": hop.at})

_route_names(leg) := object.union(_leg_names(leg), {"route": _routes(leg)[0].at})

# A node that is not in the bundle is called by the pod that it has.
_leg_names(leg) := object.union_n([
	{"node": _node_of(leg)},
	{"table": leg.table | leg.table != ""},
	{"cidr": leg.cidr | leg.cidr != ""},
	{"instance": leg.instance | leg.instance != ""},
	{"other": leg.elsewhere | leg.elsewhere != ""},
	{"vswitch": leg.vswitch | leg.vswitch != ""},
])

_node_of(leg) := leg.node if leg.node != ""

_node_of(leg) := "target" if {
	leg.node == ""
	leg == input.between.there
}

_node_of(leg) := "source" if {
	leg.node == ""
	leg != input.between.there
}

# METADATA
# description: What comes of a missing route, by the direction that the names are of.
outcome_of(names) := ", so {source} does not reach {target}" if names.table == input.between.there.table

outcome_of(names) := ", so no reply of {target} comes back to {source}" if {
	names.table != input.between.there.table
}
