package egress.gate.nat

import data.egress.way

# Whether the gateway translates the packet only to receive it again, by a DNAT entry of its own.
_looped(i) if {
	way.gateways[i].hairpin != ""
	i in way.covered
}

# Enhanced gateways do not; what the older standard ones do is not documented.
# https://www.alibabacloud.com/help/en/nat-gateway/latest/create-an-internet-nat-gateway
_returning(gateway) := {
	"verdict": {true: "deny", false: "unknown"}[gateway.enhanced],
	"reason": "hairpin",
	"note": sprintf("{entry} of {nat} serves {target}, and %s", [_loops[gateway.enhanced]]),
	"names": {"entry": gateway.hairpin, "nat": gateway.at, "target": "target"},
	"at": gateway.hairpin,
	"missing": [],
	"gateway": gateway,
}

_loops := {
	true: "{nat} does not translate a packet to one of its own DNAT entries",
	false: "whether {nat} translates a packet to one of its own DNAT entries is not documented",
}
