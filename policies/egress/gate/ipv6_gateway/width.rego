package egress.gate.ipv6_gateway

# What each state of the bandwidth means.
_widths := {
	"with": {
		"verdict": "allow",
		"reason": "bandwidth",
		"note": concat("; ", array.concat(["{address} has public bandwidth"], _guard)),
		"names": object.union({"address": _address}, {"rule": _row.egress_only | _row.egress_only != ""}),
		"missing": [],
	},
	"without": {
		"verdict": "deny",
		"reason": "no-bandwidth",
		"note": "{address} has no public bandwidth",
		"missing": [],
	},
	"locked": {
		"verdict": "deny",
		"reason": "bandwidth-locked",
		"note": "the public bandwidth of {address} is locked",
		"at": _row.bought,
		"missing": [],
	},
	"pending": {
		"reason": "address-pending",
		"note": "{address} is just being given to its ENI or taken from it",
	},
	"changing": {
		"reason": "bandwidth-changing",
		"note": "the public bandwidth of {address} is in a state that is not documented",
	},
	"unsaid": {
		"reason": "bandwidth-unsaid",
		"note": "the export does not say whether {address} has public bandwidth",
	},
}

_guard := ["{rule} lets in nothing that it has not asked for" | _row.egress_only != ""]
