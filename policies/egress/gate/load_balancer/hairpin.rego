package egress.gate.load_balancer

import data.egress.balancer
import data.egress.exit

# A server that is its own client gets an answer from itself, not from the load balancer, and drops it:
# https://www.alibabacloud.com/help/en/slb/classic-load-balancer/user-guide/faq-about-backend-servers
_applying contains "hairpin" if {
	balancer.keeps_address == "yes"
	balancer.private
	balancer.client.standing == "only"
}

_applying contains "hairpin-partly" if {
	balancer.keeps_address == "yes"
	balancer.private
	balancer.client.standing == "among"
}

# Behind a public address the servers see the public address that the packet left with.
_applying contains "hairpin-public" if {
	balancer.keeps_address == "yes"
	not balancer.private
	balancer.client.standing in {"only", "among"}
}

_applying contains "hairpin-eni" if {
	balancer.keeps_address == "yes"
	balancer.client.standing == "eni"
}

_applying contains "preserve-unknown" if {
	balancer.keeps_address == "unknown"
	balancer.client.standing in {"only", "among", "eni"}
}

_applying contains "client-unknown" if {
	balancer.keeps_address != "no"
	balancer.client.standing == "unknown"
}

_refused := {
	"verdict": "deny",
	"note": "{server}, the only server of {listener}, is {source} or its node, and no server can be its own client",
	"names": {"server": balancer.client.at, "source": "source", "listener": _listener.at},
	"at": balancer.client.at,
} if {
	reason == "hairpin"
}

_refused := {
	"verdict": "partial",
	"note": "{server}, one of the servers of {listener}, is {source} or its node, and connections that come back to it fail",
	"names": {"server": balancer.client.at, "source": "source", "listener": _listener.at},
	"at": balancer.client.at,
} if {
	reason == "hairpin-partly"
}

_doubted := {
	"verdict": "unknown",
	"note": _loops[reason],
	"names": {"source": "source", "listener": _listener.at},
	"at": balancer.client.at,
	"missing": _identity_missing,
} if {
	reason in {"hairpin-public", "hairpin-eni", "preserve-unknown", "client-unknown"}
}

_loops := {
	"hairpin-public": concat(" ", [
		"{source} or its node is a server of {listener}, and it is not documented whether it can be its own client",
		"by a public address",
	]),
	"hairpin-eni": concat(" ", [
		"another address of the ENI of {source} is a server of {listener},",
		"and it is not documented whether that one can be a client",
	]),
	"preserve-unknown": concat(" ", [
		"{source} or its node is a server of {listener},",
		"and nothing tells whether its server group shows the address of clients",
	]),
	"client-unknown": "nothing tells whether {source} is a server of {listener}, and no server can be its own client",
}

default _identity_missing := []

_identity_missing := [item | some item in exit.missing] if reason == "client-unknown"

_identity_missing := [{"export": "ListServerGroups", "of": ""}] if reason == "preserve-unknown"
