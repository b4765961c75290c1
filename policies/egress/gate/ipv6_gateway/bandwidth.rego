package egress.gate.ipv6_gateway

import data.egress.exit

# Whether the address of the source has public bandwidth. No other address lends it any.
_bandwidth := object.union(
	{
		"verdict": "unknown",
		"at": _row.at,
		"names": {"address": _address},
		"missing": [{"export": "DescribeIpv6Addresses", "of": ""}],
	},
	_widths[_width],
) if {
	_row
	not _asked
}

_bandwidth := _wished if _asked

_bandwidth := _wished if {
	not _row
	_to_come
}

_bandwidth := {
	"verdict": "unknown",
	"reason": "address-unlisted",
	"note": _unlisted[_read],
	"names": {"address": _address},
	"at": "",
	"missing": [{"export": "DescribeIpv6Addresses", "of": ""}],
} if {
	not _row
	not _to_come
}

default _read := false

_read if exit.facts.ipv6.addresses == "complete"

_unlisted := {
	true: "DescribeIpv6Addresses does not list {address}",
	false: "nothing tells whether {address} has public bandwidth",
}

# The export shows none, and the pod asks for some.
_asked if {
	_width == "without"
	request != "none"
}

_row := exit.facts.ipv6.rows[0]

_address := "node.address" if input.source.host_network

_address := "pod.address" if not input.source.host_network

# METADATA
# description: What the export says of the bandwidth. One answer misspells FinancialLocked, and a row may lack the field.
# related_resources:
#   - ref: https://www.alibabacloud.com/help/en/vpc/api-describeipv6addresses
#     description: DescribeIpv6Addresses
_width := "pending" if {
	not _row.status in {"available", ""}
} else := "unsaid" if {
	_row.network == ""
	_row.bandwidth == "maybe"
} else := "without" if {
	_row.network == "private"
} else := "without" if {
	_row.bandwidth != "yes"
} else := "with" if {
	_row.business in {"normal", ""}
} else := "locked" if {
	endswith(_row.business, "locked")
} else := "changing" if {
	_row.business
}
