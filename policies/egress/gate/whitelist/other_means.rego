package egress.gate.whitelist

import data.egress.exit
import data.egress.injector

# METADATA
# description: |
#   Clients of the VPC need not be on the lists of a Redis instance of the classic architecture that asks them
#   for no password. VPCs that CEN connects count as one.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/redis/user-guide/enable-password-free-access
#     description: Password-free access
_applying contains "password-free" if {
	_password_free
	_endpoint.vpc == "same"
}

_applying contains "password-free-elsewhere" if {
	_password_free
}

_password_free if {
	_database.password_free
	_database.classic
	_endpoint.type == "private"
}

# METADATA
# description: |
#   A security group among the whitelist admits the instances of the group: the node's own address. Whether that
#   includes other addresses, those of pods and public ones, is not documented.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/redis/user-guide/configure-whitelists
#     description: Whitelists of Tair and Redis, on security groups
_applying contains "group-admits" if {
	exit.identity == "node"
	exit.facts.admitted_groups[0]
	not public
}

_applying contains "group-of-pod" if {
	exit.facts.admitted_groups[0]
}

_applying contains "groups-unknown" if {
	_database.security_groups[0]
	not exit.facts.security_group.known
}

# METADATA
# description: |
#   The injector adds the pod's own address when the pod starts, which the exports may not show yet.
_applying contains "runtime-whitelist" if {
	injector.helps == "yes"
	not public
}

_applying contains "injector-unknown" if {
	injector.helps == "unknown"
	not public
}
