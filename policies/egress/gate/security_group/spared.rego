package egress.gate.security_group

import data.egress.group

# The user says that groups do not filter the DNS servers of the VPC.
_exempt if {
	input.flow.dns_exempt
	"dns" in input.target.ranges
}

# No documentation tells whether security groups filter the platform's own addresses.
_spared if {
	"platform" in input.target.ranges
	group.answer("egress").verdict == "deny"
}
