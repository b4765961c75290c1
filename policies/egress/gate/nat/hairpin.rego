package egress.gate.nat

import data.egress.way

# A packet that the gateway would have to translate on its way out and back in. Enhanced gateways do not; of those
# before them nothing is documented.
_turned[i] := {
	"verdict": _turning[gateway.type == "enhanced"].verdict,
	"reason": _turning[gateway.type == "enhanced"].reason,
	"note": _turning[gateway.type == "enhanced"].note,
	"names": {"entry": gateway.inward, "nat": gateway.at},
	"at": gateway.inward,
	"missing": [],
	"gateway": gateway,
} if {
	some i, gateway in way.gateways
	gateway.inward != ""
}

_turning := {
	true: {
		"verdict": "deny",
		"reason": "hairpin",
		"note": "{entry} of {nat} leads back into the VPC, which the gateway does not do for packets that leave by it",
	},
	false: {
		"verdict": "unknown",
		"reason": "hairpin-unknown",
		"note": "{entry} of {nat} leads back into the VPC, and it is not documented whether packets that leave by it get there",
	},
}
