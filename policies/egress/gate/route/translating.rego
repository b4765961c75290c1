package egress.gate.route

import data.egress.exit
import data.egress.way

# What a NAT gateway does with a packet to a private destination, which is lost for the reason where there is one.
_translating(hop, _) := {
	"verdict": "unknown",
	"reason": "gateway-unread",
	"note": "{route} leads to {nat}, which is not in the bundle",
	"names": {"route": way.covering[0].at, "nat": hop.at},
	"at": way.covering[0].at,
	"missing": [{"export": "DescribeNatGateways", "of": ""}],
} if {
	not hop.nat.found
	exit.facts.nat_evidence != "complete"
}

_translating(hop, _) := _blackhole(hop, "gone") if {
	not hop.nat.found
	exit.facts.nat_evidence == "complete"
}

_translating(hop, lost) := _leading(hop) if {
	hop.nat.found
	_privately(hop.nat.network, lost)
}

_translating(hop, lost) := {
	"verdict": "deny",
	"reason": lost,
	"note": "{route} leads to {nat}, which sends it to the internet, and {target} is private",
	"names": {"route": way.covering[0].at, "nat": hop.nat.at, "target": "target", "table": exit.facts.route.table},
	"at": way.covering[0].at,
} if {
	hop.nat.found
	not _privately(hop.nat.network, lost)
}

# A VPC NAT gateway serves private destinations, by entries and routes that lead out of the bundle.
_privately("intranet", _)

_privately(network, "") if network != "intranet"
