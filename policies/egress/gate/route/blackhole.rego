package egress.gate.route

import data.egress.way

# A next hop that is not there, or is not up, loses every packet.
# https://www.alibabacloud.com/help/en/vpc/user-guide/route-table-overview
_dead(hop) := "gone" if {
	hop.listed == "complete"
	not hop.found
	hop.type != "natgateway"
}

_dead(hop) := "down" if {
	hop.found
	hop.status in _down[hop.type]
}

_down := {
	"instance": {"stopped"},
	"networkinterface": {"available", "deleting"},
	"ipv4gateway": {"deleting", "deleted"},
	"gatewayendpoint": {"deleting", "deleted"},
}

_blackhole(hop, fault) := {
	"verdict": "deny",
	"reason": "blackhole",
	"note": sprintf("{route} leads to %s, which %s", [_next(hop), _faults[fault]]),
	"names": {"route": way.covering[0].at, "hop": hop.at},
	"at": way.covering[0].at,
	"missing": [],
}

_faults := {
	"gone": "does not exist",
	"down": "is not up",
}

# Next hops behind which the bundle shows nothing.
_leading(hop) := _blackhole(hop, _dead(hop))

_leading(hop) := {
	"verdict": "unknown",
	"reason": "leads-out",
	"note": sprintf(_leads[hop.type in {"instance", "networkinterface", "havip"}], [_next(hop)]),
	"names": {"route": way.covering[0].at, "hop": hop.at},
	"at": way.covering[0].at,
	"missing": [{"export": _listing[hop.type], "of": ""} | not hop.found; hop.listed != "complete"],
} if {
	not _dead(hop)
}

# What would tell whether the next hop is there.
_listing := {
	"instance": "DescribeInstances",
	"networkinterface": "DescribeNetworkInterfaces",
	"ipv4gateway": "ListIpv4Gateways",
	"gatewayendpoint": "ListVpcGatewayEndpoints",
}

_leads := {
	true: "{route} leads to %s, and what that does with the packet is not known",
	false: "{route} leads to %s, and what lies behind is not in the bundle",
}

# What a next hop is, by the kinds that CreateRouteEntry has.
# https://www.alibabacloud.com/help/en/vpc/api-createrouteentry
_next(hop) := sprintf("%s {hop}", [_kinds[hop.type]])

_next(hop) := "{hop}" if not _kinds[hop.type]

_kinds := {
	"attachment": "transit router attachment",
	"cenbasic": "Cloud Enterprise Network",
	"ecr": "Express Connect router",
	"gatewayendpoint": "gateway endpoint",
	"havip": "high-availability address",
	"instance": "ECS instance",
	"ipv4gateway": "IPv4 gateway",
	"ipv6gateway": "IPv6 gateway",
	"natgateway": "NAT gateway",
	"networkinterface": "ENI",
	"routerinterface": "router interface",
	"vpcpeer": "VPC peering connection",
	"vpngateway": "VPN gateway",
}
