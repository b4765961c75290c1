package egress.gate.ipv6_gateway

# What each fault of a gateway means.
_faults := {
	"none": {
		"verdict": "allow",
		"reason": "gateway",
		"note": "{route} leads to {gateway}",
	},
	"unread": {
		"verdict": "unknown",
		"reason": "gateway-unread",
		"note": "{route} leads to {gateway}, which is not in the bundle",
		"missing": [{"export": "DescribeIpv6Gateways", "of": ""}],
	},
	"gone": {
		"reason": "gateway-gone",
		"note": "{route} leads to {gateway}, which does not exist",
	},
	"elsewhere": {
		"reason": "gateway-elsewhere",
		"note": "{route} leads to {gateway}, which is in another VPC",
	},
	"pending": {
		"verdict": "unknown",
		"reason": "gateway-pending",
		"note": "{route} leads to {gateway}, which is just being changed",
		"missing": [{"export": "DescribeIpv6Gateways", "of": ""}],
	},
	"down": {
		"reason": "gateway-down",
		"note": "{route} leads to {gateway}, which is not available",
	},
	"locked": {
		"reason": "gateway-locked",
		"note": "{route} leads to {gateway}, which is locked for an overdue payment",
	},
}
