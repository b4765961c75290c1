package egress.gate.nat

import data.egress.exit
import data.egress.way

# What keeps a gateway from translating anything, whatever its entries say.
_at_fault[i] := object.union(faults[fault], {
	"names": object.union({"nat": gateway.at}, {"route": way.covering[0].at | not gateway.found}),
	"at": _standing(gateway),
	"missing": [{"export": "DescribeNatGateways", "of": ""} | fault == "unread"],
	"gateway": gateway,
}) if {
	some i, gateway in way.gateways
	fault := fault_of(gateway, exit.facts.nat_evidence)
}

# A gateway that is not in the bundle is told at the route, which names it.
_standing(gateway) := gateway.at if gateway.found

_standing(gateway) := way.covering[0].at if not gateway.found

# METADATA
# description: What is wrong with a gateway, whoever sends packets to it; undefined for one in order.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/nat-gateway/developer-reference/api-vpc-2016-04-28-describenatgateways-natgws
#     description: DescribeNatGateways
fault_of(gateway, evidence) := "unread" if {
	not gateway.found
	evidence != "complete"
} else := "missing" if {
	not gateway.found
} else := "foreign" if {
	gateway.foreign
} else := "intranet" if {
	gateway.network == "intranet"
} else := "down" if {
	not gateway.status in {"available", ""}
} else := "locked" if {
	not gateway.business in {"normal", ""}
} else := "bare" if {
	gateway.eips == 0
}

# METADATA
# description: What the gate answers for each.
faults := {
	"unread": {
		"verdict": "unknown",
		"reason": "gateway-unread",
		"note": "{route} leads to {nat}, which is not in the bundle",
	},
	"missing": {
		"verdict": "deny",
		"reason": "gateway-missing",
		"note": "{route} leads to {nat}, which does not exist",
	},
	"foreign": {
		"verdict": "deny",
		"reason": "gateway-foreign",
		"note": "{nat} is a NAT gateway of another VPC",
	},
	"intranet": {
		"verdict": "deny",
		"reason": "vpc-nat",
		"note": "{nat} is a VPC NAT gateway, which leads to private networks only",
	},
	"down": {
		"verdict": "deny",
		"reason": "gateway-down",
		"note": "{nat} is not available",
	},
	"locked": {
		"verdict": "deny",
		"reason": "gateway-locked",
		"note": "{nat} is locked for an overdue payment",
	},
	"bare": {
		"verdict": "deny",
		"reason": "gateway-without-eip",
		"note": "{nat} has no EIP to translate addresses to",
	},
}
