# METADATA
# title: The range of cloud services is used for something else
# description: |
#   The destination is in 100.64.0.0/10, and the pods or Services of the cluster have the same addresses, or a route
#   other than the system's leads packets to it elsewhere.
#
#   The cloud's own services have addresses of that range: DNS servers, OSS inside VPCs, metadata. Give pods, Services
#   and connected networks other ranges.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/user-guide/route-table-overview
#     description: Route tables, on the system route 100.64.0.0/10
# custom:
#   severity: warning
#   code: RT-002
#   about: cluster
#   rows: []
package egress.rules.route.reserved_range

import data.egress.path

# METADATA
# description: One finding at the range of the cluster, or at the route.
findings contains {
	"at": hop.at,
	"message": sprintf("%s, the range of cloud services, so pods may not reach these", [_takes[hop.reason]]),
	"fix": _fixes[hop.reason],
	"names": hop.names,
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "route"
	"shared" in input.target.ranges
	hop.reason in object.keys(_takes)
	hop.at != ""
}

# Services take only the addresses that they have, which others of the range may not keep.
findings contains {
	"at": input.cluster.at.services,
	"message": "the Services of the cluster have a part of 100.64.0.0/10, the range of cloud services, so pods may not reach these",
	"fix": _fixes.captured,
	"names": {},
	"related": [],
} if {
	some hop in path.hops
	hop.gate == "route"
	hop.verdict != "deny"
	{"shared", "services"} - {range | some range in input.target.ranges} == set()
	input.cluster.at.services != ""
}

_takes := {
	"captured": "the pods of the cluster have a part of 100.64.0.0/10",
	"leads-out": "{route} leads elsewhere with a part of 100.64.0.0/10",
	"blackhole": "{route} leads nowhere with a part of 100.64.0.0/10",
}

_fixes := {
	"captured": "create the cluster with a range outside 100.64.0.0/10",
	"leads-out": "delete {route}, or have the network behind it announce no part of 100.64.0.0/10",
	"blackhole": "delete {route}",
}
