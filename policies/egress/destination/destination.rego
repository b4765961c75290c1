# METADATA
# description: |
#   Whether a destination is reached inside the VPC or over the internet. A host with a public address of its own asks
#   the route table only for private destinations.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/ipv4-gateway-overview
#     description: IPv4 gateway
package egress.destination

_private := {"rfc1918", "shared", "vpc", "user"}

_unroutable := {"loopback", "link-local", "multicast", "reserved"}

# METADATA
# description: pod, private, public, nowhere, or unknown while the address is not in the bundle.
default class := "unknown"

class := "pod" if input.target.pod

class := "nowhere" if {
	not input.target.pod
	input.target.resolved
	some range in input.target.ranges
	range in _unroutable
}

class := "private" if {
	not input.target.pod
	input.target.resolved
	not _nowhere
	_in_private
}

class := "public" if {
	not input.target.pod
	input.target.resolved
	not _nowhere
	not _in_private
}

# METADATA
# description: What would tell the address of a destination that has none in the bundle.
missing contains item if some item in input.target.missing

missing contains item if some item in input.target.database.missing

_nowhere if {
	some range in input.target.ranges
	range in _unroutable
}

_in_private if {
	some range in input.target.ranges
	range in _private
}
