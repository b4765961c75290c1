# METADATA
# description: |
#   Whether a destination is reached inside the VPC or over the internet. A host with a public address of its own asks
#   the route table only for private destinations.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/ipv4-gateway-overview
#     description: IPv4 gateway
package egress.destination

import data.egress.exit
import data.egress.way

_private := {"rfc1918", "shared", "vpc", "user"}

_unroutable := {"loopback", "link-local", "multicast", "reserved"}

# METADATA
# description: pod, private, public, nowhere, or unknown while the address or the ranges of the VPC are not in the bundle.
default class := "unknown"

class := "pod" if input.target.pod

class := "nowhere" if {
	not input.target.pod
	input.target.resolved
	some range in input.target.ranges
	range in _unroutable
}

class := "private" if {
	_somewhere
	_in_private
}

class := "public" if {
	_somewhere
	not _in_private
	not unclaimed
}

# METADATA
# description: |
#   Whether nothing tells if the VPC uses the public address as one of its own, and it matters: a VPC may have public
#   ranges (UserCidrs), which its route table decides about. Where no route and no public address leads out, neither
#   way does. A witness for any public address is none that a VPC uses.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/developer-reference/api-vpc-2016-04-28-describevpcs
#     description: UserCidrs of DescribeVpcs
unclaimed if {
	_somewhere
	not _in_private
	input.flow.family == "ipv4"
	input.target.ranges_unknown
	not input.target.witness
	not _closed
}

_closed if {
	way.lookup == "none"
	count(exit.facts.public.addresses) == 0
}

# METADATA
# description: What would tell the address of a destination that has none in the bundle, or whose it is.
missing contains item if some item in input.target.missing

missing contains item if some item in input.target.database.missing

missing contains {"export": "DescribeVpcs", "of": ""} if unclaimed

_somewhere if {
	not input.target.pod
	input.target.resolved
	not _nowhere
}

_nowhere if {
	some range in input.target.ranges
	range in _unroutable
}

_in_private if {
	some range in input.target.ranges
	range in _private
}

# A vSwitch of the VPC has it, whatever is known of the VPC.
_in_private if input.target.subnet

# An address of another VPC is private, whatever it looks like.
_in_private if input.target.elsewhere
